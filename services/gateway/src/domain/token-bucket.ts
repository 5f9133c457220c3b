/** Requests a second in the long run, and at once after a pause. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** What was left of a bucket at a moment in epoch milliseconds. Below zero, it owes. */
export interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

export const fullBucket = ({ burst }: Rate, at: number): Bucket => ({ tokens: burst, at });

/** The bucket later. A clock that went back adds nothing and takes nothing. */
export const filled = ({ tokens, at }: Bucket, { perSecond, burst }: Rate, now: number): Bucket => ({
  tokens: Math.min(burst, tokens + (Math.max(0, now - at) * perSecond) / 1000),
  at: Math.max(at, now),
});

/** The bucket after it was asked for `cost`, or undefined where that is more than it has. */
export const spent = ({ tokens, at }: Bucket, cost: number): Bucket | undefined =>
  tokens >= cost ? { tokens: tokens - cost, at } : undefined;

/** The share of one among `count`, of one request at least. */
export const shareOf = ({ perSecond, burst }: Rate, count: number): Rate => ({
  perSecond: perSecond / count,
  burst: Math.max(1, burst / count),
});

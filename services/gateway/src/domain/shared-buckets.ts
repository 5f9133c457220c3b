import { createHash } from 'node:crypto';
import { type Bucket, filled, fullBucket, type Rate } from './token-bucket.ts';

/** What a replica tells of a caller, in tokens. */
export interface Report {
  /** Spent without having been granted. */
  readonly debt: number;
  /** Granted and not spent yet. */
  readonly left: number;
  /** Asked for a second, lately. */
  readonly demand: number;
}

export interface Granted {
  /** Below zero, the replica gives back so many of those it had left. */
  readonly tokens: number;
  /** What is left for all, afterwards; below zero when more was spent than there was. */
  readonly rest: number;
}

/** The buckets that lie in one item, by caller. */
export type SharedBuckets = Readonly<Record<string, Bucket>>;

export interface SharingRules {
  readonly rate: Rate;
  /** Replicas among which the tokens are shared. */
  readonly replicas: number;
  /** How long a replica means to wait before it asks again. */
  readonly periodMs: number;
}

const slots = 1024;
const mostBuckets = 200;
/** A caller with tokens to spare gets those of this time at once, so that it costs few operations. */
const horizonSeconds = 10;
const leastGrant = 5;
/** A clock further ahead than this is wrong, and is not waited for. */
const mostSkewMs = 5_000;

/** Where a caller's bucket lies. Hashed: neither a key nor an item names a person or an address. */
export const placeOf = (caller: string): { readonly slot: number; readonly name: string } => {
  const hash = createHash('sha256').update(caller).digest();
  return { slot: hash.readUInt16BE(0) % slots, name: hash.toString('base64url', 2, 18) };
};

const grantOf = ({ debt, left, demand }: Report, has: number, { rate, replicas, periodMs }: SharingRules): number => {
  // Half of what comes until the next report, so that on average neither too much nor too little is out.
  const free = has - debt + (rate.perSecond * periodMs) / 2_000;
  const soon = (demand * periodMs) / 1000;
  // While there is plenty, half a fair share: what lies unused in a replica is then little of the whole.
  const later = Math.min(Math.max(leastGrant, demand * horizonSeconds), free / (2 * replicas));
  return Math.max(-left, Math.min(Math.max(soon, later) - left, Math.max(0, free)));
};

/** The bucket of `name` after a report, what the replica gets of it, and all that lie with it. Full ones need no place. */
export const settled = (
  buckets: SharedBuckets,
  name: string,
  report: Report,
  rules: SharingRules,
  now: number,
): { readonly buckets: SharedBuckets; readonly granted: Granted } => {
  const { rate } = rules;
  const known = buckets[name] ?? fullBucket(rate, now);
  const at = known.at > now + mostSkewMs ? now : known.at;
  const { tokens: has, at: moment } = filled({ tokens: known.tokens, at }, rate, now);
  const tokens = grantOf(report, has, rules);
  // Whoever owes more than a burst owes a burst: a mistake must not lock anybody out.
  const rest = Math.max(-rate.burst, Math.min(rate.burst, has - report.debt - tokens));
  return {
    buckets: { ...unfilled(buckets, rate, now, name), [name]: { tokens: rest, at: moment } },
    granted: { tokens, rest },
  };
};

const unfilled = (buckets: SharedBuckets, rate: Rate, now: number, except: string): SharedBuckets => {
  const others = Object.entries(buckets)
    .filter(([name, bucket]) => name !== except && filled(bucket, rate, now).tokens < rate.burst)
    .toSorted(([, a], [, b]) => filled(a, rate, now).tokens - filled(b, rate, now).tokens);
  return Object.fromEntries(others.slice(0, mostBuckets - 1));
};

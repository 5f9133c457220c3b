import type { Rate } from './token-bucket.ts';

/** What a caller may know of its budget. */
export interface Budget {
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
}

/**
 * The three fields that clients know, and the two that the later drafts of draft-ietf-httpapi-ratelimit-headers made of
 * them: the policy as it is configured, and what is left of it now.
 */
export const rateLimitFields = (
  policy: string,
  { perSecond, burst }: Rate,
  { limit, remaining, resetSeconds }: Budget,
): Readonly<Record<string, string>> => ({
  'ratelimit-limit': String(limit),
  'ratelimit-remaining': String(remaining),
  'ratelimit-reset': String(resetSeconds),
  'ratelimit-policy': `"${policy}";q=${burst};w=${Math.max(1, Math.ceil(burst / perSecond))}`,
  ratelimit: `"${policy}";r=${remaining};t=${resetSeconds}`,
});

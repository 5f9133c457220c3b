/** What a client asks for with `Prefer` (RFC 7240), as far as this shop honours it. */
export interface Preference {
  readonly waitMs: number;
  /** For `Preference-Applied`. */
  readonly applied: string;
}

const longestWait = 25;

/** `wait=N` waits N seconds, at most 25; `respond-async` alone does not wait. Anything else says nothing. */
export const parsePrefer = (header: string | undefined): Preference | undefined => {
  if (header === undefined) return undefined;
  const wishes = header.split(',').map((wish) => wish.split(';', 1)[0]?.trim().toLowerCase() ?? '');
  for (const wish of wishes) {
    const seconds = /^wait\s*=\s*"?(\d{1,9})"?$/.exec(wish)?.[1];
    if (seconds === undefined) continue;
    const wait = Math.min(Number(seconds), longestWait);
    return { waitMs: wait * 1000, applied: `wait=${wait}` };
  }
  return wishes.includes('respond-async') ? { waitMs: 0, applied: 'respond-async' } : undefined;
};

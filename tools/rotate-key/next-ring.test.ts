import { acceptedAt, parseKeyRing, signingAt } from '@mercato/kit/secrets';
import { describe, expect, it } from 'vitest';
import { nextRing, purposes } from './next-ring.ts';

const minute = 60_000;
const start = Date.parse('2026-01-01T00:00:00Z');

describe.each(Object.entries(purposes))('the next ring of %s', (_, purpose) => {
  it('keeps the old key signing until everybody knows the new one, and then as long as it is needed', () => {
    const old = purpose.makeKey();
    const ring = parseKeyRing(nextRing(old, purpose, { now: start }));
    expect(ring).toHaveLength(2);
    expect(signingAt(ring, start + 14 * minute).key).toBe(old.trim());
    expect(signingAt(ring, start + 15 * minute).key).not.toBe(old.trim());
    expect(acceptedAt(ring, start + 15 * minute + purpose.lifetimeMs - 1, purpose.lifetimeMs)).toHaveLength(2);
  });

  it('drops what nobody needs any more', () => {
    let text = purpose.makeKey();
    for (let n = 0; n < 5; n += 1)
      text = nextRing(text, purpose, { now: start + n * (purpose.lifetimeMs + 20 * minute) });
    expect(parseKeyRing(text)).toHaveLength(2);
  });

  it('is refused while a new key waits', () => {
    const text = nextRing(purpose.makeKey(), purpose, { now: start });
    expect(() => nextRing(text, purpose, { now: start + minute })).toThrow('already waiting');
  });

  it('is the new key alone when the old one was lost', () => {
    const old = purpose.makeKey();
    const ring = parseKeyRing(nextRing(old, purpose, { now: start, compromised: true }));
    expect(ring).toHaveLength(1);
    expect(signingAt(ring, start).key).not.toBe(old);
  });
});

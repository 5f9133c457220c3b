import { describe, expect, it } from 'vitest';
import { acceptedAt, keyRingText, parseKeyRing, signingAt } from './key-ring.ts';

const at = (hour: number): string => `2026-01-01T${String(hour).padStart(2, '0')}:00:00.000Z`;
const time = (hour: number): number => Date.parse(at(hour));
const hour = 3_600_000;

// Written in disorder on purpose.
const ring = parseKeyRing(
  JSON.stringify({
    keys: [
      { key: 'b', from: at(10) },
      { key: 'a', from: at(0) },
      { key: 'c', from: at(20) },
    ],
  }),
);
const named = (keys: readonly { readonly key: string }[]): string => keys.map(({ key }) => key).join('');

describe('a ring of keys', () => {
  it.each([
    [0, 'a', 'abc'],
    [9, 'a', 'abc'],
    // From its time on the next key signs; the one before is accepted as long as what it signed.
    [10, 'b', 'abc'],
    [11, 'b', 'abc'],
    [12, 'b', 'bc'],
    [20, 'c', 'bc'],
    [22, 'c', 'c'],
  ])('at %i o’clock signs with %s and accepts %s', (now, signs, accepts) => {
    expect(signingAt(ring, time(now)).key).toBe(signs);
    expect(named(acceptedAt(ring, time(now), 2 * hour))).toBe(accepts);
  });

  it('signs with its first key when none has begun', () => {
    expect(signingAt(ring, 0).key).toBe('a');
  });

  it('of one text is that key, for ever', () => {
    const one = parseKeyRing('just a key');
    expect([signingAt(one, 0).key, named(acceptedAt(one, Number.MAX_SAFE_INTEGER, 0))]).toEqual([
      'just a key',
      'just a key',
    ]);
  });

  it('reads back what it wrote', () => {
    expect(parseKeyRing(keyRingText(ring))).toEqual(ring);
  });

  it.each(['{', '{}', '{"keys":[]}', '{"keys":[{"key":"","from":"2026-01-01T00:00:00Z"}]}', '{"keys":[{"key":"a"}]}'])(
    'is not %s',
    (text) => {
      expect(() => parseKeyRing(text)).toThrow();
    },
  );
});

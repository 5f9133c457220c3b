import { describe, expect, it } from 'vitest';
import { checkedKey } from './object-store.ts';

describe('the key of an object', () => {
  it.each(['a', 'a/b', 'order-placed-v1/2026-01-01/6f1c1bb0-1f3e.json', '~ab/c_d.e'])('may be %s', (key) => {
    expect(checkedKey(key)).toBe(key);
  });

  it.each([
    '',
    '/',
    '/a',
    'a/',
    'a//b',
    '.',
    '..',
    '../a',
    'a/../b',
    'a/..',
    '.a',
    'a\\b',
    'a b',
    'a\0',
    'ä',
    'a?b',
    'a%2fb',
  ])('may not be %j', (key) => {
    expect(() => checkedKey(key)).toThrow('is no key of an object');
  });

  it('has an end', () => {
    expect(() => checkedKey('a'.repeat(513))).toThrow('is no key of an object');
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hashOf, uuidV5 } from './ids.ts';

it('gives the same parts the same UUID, of version 5', () => {
  const id = uuidV5('order', 'a', '1');
  expect(id).toBe(uuidV5('order', 'a', '1'));
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

it('keeps parts apart that read alike when joined', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), fc.array(fc.string(), { minLength: 1 }), (a, b) => {
      expect(uuidV5(...a) === uuidV5(...b)).toBe(JSON.stringify(a) === JSON.stringify(b));
    }),
  );
});

it('hashes equal values alike, whatever the order of their keys', () => {
  expect(hashOf({ a: 1, b: [{ c: 2, d: undefined }] })).toBe(hashOf({ b: [{ c: 2 }], a: 1 }));
  expect(hashOf({ a: 1 })).not.toBe(hashOf({ a: '1' }));
  expect(hashOf([1, 2])).not.toBe(hashOf([2, 1]));
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { minorUnits, typedAmount } from './amount.ts';

it.each([
  ['12.90', 'EUR', 1290],
  ['12,9', 'EUR', 1290],
  [' 7 ', 'EUR', 700],
  ['0.07', 'EUR', 7],
  ['1200', 'JPY', 1200],
  ['1200.5', 'JPY', undefined],
  ['1.005', 'EUR', undefined],
  ['-1', 'EUR', undefined],
  ['1e3', 'EUR', undefined],
  ['', 'EUR', undefined],
])('%s %s is %s', (typed, currency, minor) => expect(minorUnits(typed, currency)).toBe(minor));

it('what is shown for typing is read as the same amount', () => {
  fc.assert(
    fc.property(fc.nat(1e9), fc.constantFrom('EUR', 'JPY'), (minor, currency) => {
      expect(minorUnits(typedAmount(minor, currency), currency)).toBe(minor);
    }),
  );
});

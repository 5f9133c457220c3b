import { expect, it } from 'vitest';
import { callLimits } from './index.ts';

it('has a limit for every service, named or not', () => {
  const limits = callLimits.parse('payment=5,others=7');
  expect([limits('payment'), limits('product')]).toEqual([5, 7]);
});

it('has those of the catalogue where nothing is said', () => {
  const limits = callLimits.parse(undefined);
  expect([limits('product'), limits('payment'), limits('user')]).toEqual([50, 25, 64]);
});

it.each(['', 'payment', 'payment=0', 'payment=-1', 'paymint=5', 'payment=5,', 'payment=5;user=3'])(
  'refuses %j',
  (text) => {
    expect(() => callLimits.parse(text)).toThrow('must be <service>=<calls>');
  },
);

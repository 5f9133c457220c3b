import { expect, it } from 'vitest';
import { cardOf, testCards } from './card.ts';

it('a card is read as people type it', () => {
  const typed = { number: '4242 4242-4242 4242', expiry: '12/35', cvc: ' 123 ' };
  expect(cardOf(typed)).toEqual({ number: '4242424242424242', expMonth: 12, expYear: 2035, cvc: '123' });
});

const weighed = (digit: number, i: number): number => {
  const weight = i % 2 === 0 ? digit : digit * 2;
  return weight > 9 ? weight - 9 : weight;
};

it.each(testCards)('%s is a number that checks', (number) => {
  const digits = number.replaceAll(' ', '').split('').toReversed().map(Number);
  const sum = digits.map(weighed).reduce((total, digit) => total + digit, 0);
  expect(sum % 10).toBe(0);
});

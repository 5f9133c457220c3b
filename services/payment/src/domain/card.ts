import type { Card } from '@mercato/contracts/payment';
import type { FieldError } from '@mercato/contracts/shared';
import { type CardBrand, brandRuleOf } from './card-brand.ts';
import { cards } from './errors.ts';

/** What may be known of a card once its number is gone. */
export interface KnownCard {
  readonly brand: CardBrand;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
}

/** The check digit of ISO/IEC 7812. */
export const passesLuhn = (number: string): boolean => {
  const sum = Array.from(number)
    .toReversed()
    .map(Number)
    .map((digit, i) => (i % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)))
    .reduce((total, digit) => total + digit, 0);
  return sum % 10 === 0;
};

/** A card is good to the end of its month, wherever on earth that month ends last. */
export const isExpired = (month: number, year: number, now: number): boolean =>
  now >= Date.UTC(year, month) + 12 * 3_600_000;

const at = (pointer: string, message: string): FieldError => ({ in: 'body', pointer, message });

/** Checks a card as typed in. No message ever repeats what was typed. */
export const checkCard = (card: Card, now: number): KnownCard => {
  const rule = brandRuleOf(card.number);
  const faults: FieldError[] = [];
  if (!rule) faults.push(at('/number', 'belongs to no brand we take'));
  else if (!rule.lengths.includes(card.number.length)) faults.push(at('/number', 'has the wrong length for its brand'));
  else if (!passesLuhn(card.number)) faults.push(at('/number', 'has a wrong check digit'));
  if (isExpired(card.expMonth, card.expYear, now)) faults.push(at('/expYear', 'is in the past'));
  if (rule && card.cvc.length !== rule.cvc) faults.push(at('/cvc', `must have ${rule.cvc} digits`));
  if (!rule || faults.length > 0) throw cards.invalid(faults);
  return { brand: rule.brand, last4: card.number.slice(-4), expMonth: card.expMonth, expYear: card.expYear };
};

import { describe, expect, it } from 'vitest';
import { declined } from './decline.ts';

describe('a decline', () => {
  it.each([
    ['insufficient_funds', 'payment.insufficient_funds'],
    ['expired_card', 'payment.card_expired'],
    ['processing_error', 'payment.processing_error'],
    ['token_invalid', 'payment.token_invalid'],
    ['incorrect_cvc', 'payment.declined'],
    ['generic_decline', 'payment.declined'],
  ])('%s is told as %s', (reason, code) => {
    expect(declined(reason)).toEqual({ status: 'declined', code, reason });
  });

  it.each(['lost_card', 'stolen_card', 'fraudulent'])('%s is told to nobody who may be the thief', (reason) => {
    expect(declined(reason).code).toBe('payment.declined');
  });

  it.each(['a_new_one', 'toString', ''])('%j is counted with the others that we do not know', (reason) => {
    expect(declined(reason)).toEqual({ status: 'declined', code: 'payment.declined', reason: 'other' });
  });
});

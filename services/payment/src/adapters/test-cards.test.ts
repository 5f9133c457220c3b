import { describe, expect, it } from 'vitest';
import { checkCard } from '../domain/card.ts';
import { declined } from '../domain/decline.ts';
import { declineReasons, scenarios, testCards } from './test-cards.ts';
import { partsOf, tokenOf } from './token.ts';

describe('test cards', () => {
  it.each(Object.keys(testCards))('%s is a card that passes every check', (number) => {
    expect(checkCard({ number, expMonth: 1, expYear: 2030, cvc: '123' }, 0)).toMatchObject({ brand: 'visa' });
  });

  it('play every scenario there is', () => {
    expect(new Set(['success', ...Object.values(testCards)])).toEqual(new Set(scenarios));
  });

  it('decline for reasons that are known', () => {
    for (const reason of Object.values(declineReasons)) expect(declined(reason)).toMatchObject({ reason });
  });
});

describe('a token', () => {
  it('says what it needs to and is read back', () => {
    const token = tokenOf({ scenario: 'late', brand: 'visa', last4: '7015' }, '0a-1b');
    expect(token).toBe('tok_late_visa_7015_0a1b');
    expect(partsOf(token)).toEqual({ scenario: 'late', brand: 'visa', last4: '7015' });
  });

  it.each(['tok_unknown_visa_4242_x', 'tok_success_visa_42_x', 'tok_success', 'success_visa_4242_x'])(
    '%s is none',
    (token) => {
      expect(partsOf(token)).toBeUndefined();
    },
  );
});

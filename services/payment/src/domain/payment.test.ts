import { describe, expect, it } from 'vitest';
import { intendAuthorization, recordAuthorization, verdictOf } from './authorization.ts';
import { capturable, recordCapture } from './capture.ts';
import { declined } from './decline.ts';
import { type PaymentState, emptyPayment, orderIdOf, paymentIdOf, providerKeyOf, sumsOf } from './payment.ts';
import { intendRefund, recordRefund } from './refund.ts';
import { viewOf } from './view.ts';
import { entomb, givenBack, recordVoid } from './void.ts';

const at = '2026-01-01T00:00:00.000Z';
const moment = { at, version: 9 };
const amount = { amount: 500, currency: 'EUR' as const };
const request = { key: 'o:a', orderId: 'o', userId: 'u', amount };
const capture = { key: 'o:c', orderId: 'o', authorizeKey: 'o:a' };
const undo = { key: 'o:v', orderId: 'o', authorizeKey: 'o:a' };
const yes = { status: 'authorized', brand: 'visa', last4: '4242' } as const;

const stateOf = (decision: { readonly state?: PaymentState }): PaymentState => {
  if (!decision.state) throw new Error('nothing changed');
  return decision.state;
};

const intended = (): PaymentState => stateOf(intendAuthorization(undefined, request, at));
const authorized = (): PaymentState => stateOf(recordAuthorization(intended(), 'o:a', yes, at));
const captured = (): PaymentState => stateOf(recordCapture(authorized(), capture, moment));
const entombed = (state: PaymentState): PaymentState => stateOf(entomb(state, undo, at));

describe('a late answer of the provider', () => {
  it('does not authorise what was undone, though the undo has not settled it yet', () => {
    const state = entombed(intended());
    expect(() => recordAuthorization(state, 'o:a', yes, at)).toThrow('was undone');
    expect(() => recordAuthorization(undefined, 'o:a', yes, at)).toThrow('was undone');
  });

  it('does not capture what was undone either: the undo asks the provider and finds it', () => {
    expect(() => recordCapture(entombed(authorized()), capture, moment)).toThrow('was undone');
    expect(() => capturable(entombed(captured()), capture)).toThrow('was undone');
  });

  it('is the provider’s word when it knows the key as undone', () => {
    const voided = stateOf(recordAuthorization(intended(), 'o:a', { status: 'voided' }, at));
    expect(voided).toMatchObject({ attempts: [{ status: 'voided' }], ledger: [] });
    expect(() => verdictOf(voided.attempts[0]!)).toThrow('was undone');
  });
});

describe('an outcome told twice', () => {
  it('is recorded once: authorisation', () => {
    expect(recordAuthorization(authorized(), 'o:a', declined('generic_decline'), at)).toEqual({
      result: expect.objectContaining({ status: 'authorized' }) as object,
    });
  });

  it('is recorded and published once: capture', () => {
    expect(recordCapture(authorized(), capture, moment).owed).toHaveLength(1);
    const again = recordCapture(captured(), capture, moment);
    expect(Object.keys(again)).toEqual(['result']);
  });

  it('is recorded and published once: refund', () => {
    const promised = stateOf(intendRefund(captured(), { ...capture, key: 'o:r', amount }, at));
    const first = recordRefund(promised, 'o:r', moment);
    expect(first.owed).toHaveLength(1);
    expect(Object.keys(recordRefund(first.state, 'o:r', moment))).toEqual(['result']);
    expect(() => recordRefund(promised, 'other', moment)).toThrow('no payment');
  });

  it('is recorded and published once: undo', () => {
    const first = recordVoid(entombed(captured()), 'o:a', { status: 'captured', captureKey: 'o:c' }, moment);
    expect(first.result).toMatchObject([{ key: 'o:a:void', amount: 500, status: 'pending' }]);
    const again = recordVoid(first.state, 'o:a', { status: 'captured', captureKey: 'o:c' }, moment);
    expect(again).toEqual({ result: first.result });
    const settled = stateOf(recordRefund(first.state, 'o:a:void', moment));
    expect(recordVoid(settled, 'o:a', { status: 'captured', captureKey: 'o:c' }, moment)).toEqual({ result: [] });
    expect(givenBack(settled, 'o:a')).toBe(500);
    expect(() => recordVoid(undefined, 'o:a', { status: 'voided', held: false }, moment)).toThrow('no payment');
  });
});

describe('an undo that finds more than was known', () => {
  it('books what the provider held', () => {
    const state = stateOf(recordVoid(entombed(intended()), 'o:a', { status: 'voided', held: true }, moment));
    expect(state.ledger.map((l) => l.kind)).toEqual(['authorized', 'voided']);
  });

  it('books what the provider took, tells of it, and promises it back', () => {
    const decision = recordVoid(entombed(intended()), 'o:a', { status: 'captured', captureKey: 'o:c' }, moment);
    expect(stateOf(decision).ledger.map((l) => l.kind)).toEqual(['authorized', 'captured']);
    expect(decision.owed?.map((m) => m.topic)).toEqual(['payment-captured-v1']);
    expect(decision.result).toMatchObject([{ amount: 500 }]);
  });
});

describe('the view', () => {
  const statusOf = (state: PaymentState) => viewOf(state, 1)?.status;
  const refunded = (part: number): PaymentState => {
    const step = { ...capture, key: 'o:r', amount: { amount: part, currency: 'EUR' as const } };
    return stateOf(recordRefund(stateOf(intendRefund(captured(), step, at)), 'o:r', moment));
  };

  it.each([
    ['pending', intended()],
    ['authorized', authorized()],
    ['captured', captured()],
    ['partially_refunded', refunded(1)],
    ['refunded', refunded(500)],
    ['voided', stateOf(recordVoid(entombed(authorized()), 'o:a', { status: 'voided', held: true }, moment))],
    ['declined', stateOf(recordAuthorization(intended(), 'o:a', declined('generic_decline'), at))],
  ])('shows %s', (status, state) => {
    expect(statusOf(state)).toBe(status);
    const { authorized: a, captured: c, refunded: r } = sumsOf(state);
    expect(viewOf(state, 7)).toMatchObject({
      version: 7,
      authorized: { amount: a },
      captured: { amount: c },
      refunded: { amount: r },
    });
  });

  it('shows no tombstone', () => {
    expect(viewOf(entombed(emptyPayment('o', at)), 1)).toBeUndefined();
  });
});

describe('ids and keys', () => {
  it('go back and forth', () => {
    expect(orderIdOf(paymentIdOf('o-1'))).toBe('o-1');
    expect(orderIdOf('o-1')).toBeUndefined();
    expect(paymentIdOf('o'.repeat(60))).toHaveLength(64);
    expect(() => paymentIdOf('o'.repeat(61))).toThrow('at most 60');
  });

  it('keep the keys of two orders apart at the provider', () => {
    expect(providerKeyOf('o', 'o:a')).toBe('o:a');
    expect(providerKeyOf('o', 'p:a')).toBe('o:p:a');
    expect(providerKeyOf('o', 'order:a')).toBe('o:order:a');
  });
});

import { expect, it } from 'vitest';
import { checkoutOutcome } from './checkout-outcome.ts';

it.each([
  [undefined, 'confirmed'],
  ['payment.declined', 'refused'],
  ['stock.insufficient', 'refused'],
  ['order.cancelled_by_customer', 'refused'],
  ['order.timed_out', 'failed'],
  ['dependency.timeout', 'failed'],
  ['payment.processing_error', 'failed'],
  ['payment.voided', 'failed'],
] as const)('a checkout that ended with %s is %s', (code, outcome) => {
  expect(checkoutOutcome(code)).toBe(outcome);
});

import { expect, it } from 'vitest';
import type { Acceptance } from './acceptance.ts';
import { takeUp } from './checkout-progress.ts';
import { withTrace } from './trace.ts';

const acceptance: Acceptance = {
  orderId: 'o1',
  userId: 'ada',
  requestHash: 'h',
  lines: [{ productId: 'mug', quantity: 1 }],
  shippingAddress: { name: 'Ada', street: 'Main 1', city: 'Bern', postalCode: '3000', country: 'CH' },
  paymentToken: 'tok_success_visa_4242_1',
  acceptedAt: '2026-01-01T00:00:00.000Z',
};
const moment = { now: Date.parse('2026-01-01T00:00:01.000Z'), version: 1 };
const trace = '0af7651916cd43dd8448eb211c80319c';
const other = 'b7ad6b7169203331b7ad6b7169203331';
const traceparent = (id: string, flags = '01') => `00-${id}-b7ad6b7169203331-${flags}`;

it('a new order keeps the trace of its request, and no other one later', () => {
  const first = withTrace(takeUp(undefined, acceptance, moment), traceparent(trace));
  expect(first.state.traceId).toBe(trace);
  expect(withTrace(takeUp(first.state, acceptance, moment), traceparent(other)).state.traceId).toBe(trace);
});

it.each([undefined, 'nonsense', traceparent(trace, '00')])(
  'an order keeps no trace that nobody recorded: %s',
  (given) => {
    expect(withTrace(takeUp(undefined, acceptance, moment), given).state).not.toHaveProperty('traceId');
  },
);

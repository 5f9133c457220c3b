import { describe, expect, it } from 'vitest';
import { at, confirmedOrder } from '../../test/world.ts';
import { cancellationOf, confirmationOf, deliveryOf, dispatchOf, paymentOf, refundOf } from './content.ts';
import { moneyText } from './money-text.ts';
import { templateSources } from './template-sources.ts';

const fact = { orderId: 'o1', userId: 'ada', version: 3, at };
const eur = (amount: number) => ({ amount, currency: 'EUR' as const });
const moved = { ...fact, paymentId: 'pay-o1', amount: eur(3998) };
const parcel = { ...fact, shipmentId: 's1', carrier: 'Hermes', trackingNumber: 'T-1', region: 'DE' };
const cancelled = { ...fact, region: 'DE', items: [], total: null, detail: 'The card was declined' };
const code = 'payment.declined' as const;

const contents = [
  confirmationOf(confirmedOrder('o1')),
  cancellationOf({ ...cancelled, refunded: eur(3998), code }),
  paymentOf(moved),
  refundOf(moved),
  dispatchOf(parcel),
  deliveryOf(parcel),
];

describe('contents of events', () => {
  it.each(contents)('$template has every value that its template wants', ({ template, values, userId, orderId }) => {
    expect(Object.keys({ name: '', ...values }).toSorted()).toEqual([...templateSources[template].values].toSorted());
    expect([userId, orderId]).toEqual(['ada', 'o1']);
  });

  it('list the lines and the total of an order', () => {
    expect(confirmationOf(confirmedOrder('o1')).values).toMatchObject({ lines: '2 × Kettle: €39.98', total: '€39.98' });
  });

  it('say what becomes of the money of a cancelled order', () => {
    expect(contents[1]?.values['refund']).toBe('€39.98 goes back to your card.');
    expect(cancellationOf({ ...cancelled, refunded: null, code }).values['refund']).toBe('You were not charged.');
  });
});

describe('moneyText', () => {
  it.each([
    [{ amount: 1, currency: 'EUR' as const }, '€0.01'],
    [{ amount: 123456789, currency: 'EUR' as const }, '€1,234,567.89'],
    [{ amount: 1999, currency: 'JPY' as const }, 'JP¥1,999'],
    [{ amount: 1_000_000_000_000, currency: 'GBP' as const }, '£10,000,000,000.00'],
  ])('writes %j as %s', (money, text) => {
    expect(moneyText(money)).toBe(text);
  });
});

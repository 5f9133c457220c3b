import { type Case, eur, order } from './case.ts';

export const brokenMoney: readonly Case[] = [
  {
    broken: 'more was given back than taken',
    rule: 'money.order',
    aggregate: 'order:delivered',
    break: (shop) => void (order(shop, 'delivered').payment!.refunded = eur(9_999)),
  },
  {
    broken: 'more was taken than authorised',
    rule: 'money.order',
    aggregate: 'order:delivered',
    break: (shop) => void (order(shop, 'delivered').payment!.captured = eur(2_501)),
  },
  {
    broken: 'an amount is a fraction',
    rule: 'money.amounts',
    aggregate: 'order:delivered',
    break: (shop) => void (order(shop, 'delivered').payment!.refunded = eur(0.5)),
  },
  {
    broken: 'a capture stands twice in the ledger',
    rule: 'money.ledger',
    aggregate: 'order:delivered',
    break: (shop) => {
      const { ledger } = order(shop, 'delivered').payment!;
      ledger.push(structuredClone(ledger.at(-1)!));
    },
  },
  {
    broken: 'money is held for a cancelled order',
    rule: 'money.held',
    aggregate: 'order:declined',
    break: (shop) => void (order(shop, 'declined').payment!.attempts[0]!.status = 'authorized'),
  },
  {
    broken: 'an attempt stayed uncertain',
    rule: 'money.held',
    aggregate: 'order:delivered',
    break: (shop) => void (order(shop, 'delivered').payment!.attempts[0]!.status = 'uncertain'),
  },
  {
    broken: 'the payment gave back what the order knows nothing of',
    rule: 'money.record',
    aggregate: 'order:partly',
    break: (shop) => void (order(shop, 'partly').known.refunds = []),
  },
  {
    broken: 'the order knows nothing of what was taken and all given back',
    rule: 'money.record',
    aggregate: 'order:cancelled',
    break: (shop) => {
      order(shop, 'cancelled').known.refunds = [];
      order(shop, 'cancelled').known.order.payment.captured = null;
    },
  },
  {
    broken: 'a cancelled order kept money',
    rule: 'money.kept',
    aggregate: 'order:cancelled',
    break: (shop) => {
      order(shop, 'cancelled').payment!.refunded = eur(2_400);
      order(shop, 'cancelled').known.refunds[0]!.amount = eur(2_400);
    },
  },
  {
    broken: 'a confirmed order was not paid',
    rule: 'money.charged',
    aggregate: 'order:shipped',
    break: (shop) => {
      order(shop, 'shipped').payment = null;
      order(shop, 'shipped').known.order.payment.captured = null;
    },
  },
  {
    broken: 'the total is not that of the lines',
    rule: 'money.total',
    aggregate: 'order:shipped',
    break: (shop) => void (order(shop, 'shipped').known.order.total = eur(2_499)),
  },
  {
    broken: 'money was taken for nobody',
    rule: 'money.orphan',
    aggregate: 'order:shipped',
    break: (shop) => Object.assign(order(shop, 'shipped'), { known: 'missing' }),
  },
  {
    broken: 'the sums over all orders differ',
    rule: 'money.sum',
    aggregate: 'shop',
    break: (shop) => void (order(shop, 'delivered').known.order.payment.captured = eur(5_000)),
  },
];

import type { LedgerKind, PaymentSums } from '../ledger.ts';
import { ledgerSum, netOf, recordedNet, recordedSums, sumsOf } from '../ledger.ts';
import { isConfirmed, isRecorded, isSettled, type OrderFacts, type Rule, statusOf, sum } from '../facts.ts';

const of = ({ id }: OrderFacts, rule: string, detail: string) => ({ rule, aggregate: `order:${id}`, detail });

const each =
  (look: (order: OrderFacts) => { rule: string; aggregate: string; detail: string } | undefined): Rule =>
  ({ orders }) =>
    orders.flatMap((order) => look(order) ?? []);

const falls = ({ authorized, captured, refunded }: PaymentSums): boolean =>
  authorized >= captured && captured >= refunded && refunded >= 0;

const told = ({ authorized, captured, refunded }: PaymentSums): string =>
  `authorized ${authorized}, captured ${captured}, refunded ${refunded}`;

/** No more is taken than was authorised, and no more given back than was taken. */
export const moneyFalls: Rule = each((order) => {
  if (!order.payment) return undefined;
  const sums = sumsOf(order.payment);
  if (!Object.values(sums).every(Number.isSafeInteger)) return of(order, 'money.amounts', `not whole: ${told(sums)}`);
  return falls(sums) ? undefined : of(order, 'money.order', told(sums));
});

/** The sums of a payment are those of its ledger. */
export const ledgersAddUp: Rule = each((order) => {
  const { payment } = order;
  if (!payment) return undefined;
  const line = (kind: LedgerKind): number => ledgerSum(payment, kind);
  const ledger = {
    authorized: line('authorized') - line('voided'),
    captured: line('captured'),
    refunded: line('refunded'),
  };
  const sums = sumsOf(payment);
  return told(ledger) === told(sums)
    ? undefined
    : of(order, 'money.ledger', `${told(sums)}; its ledger: ${told(ledger)}`);
});

/** Money is held only for an order that is on its way through checkout. */
export const nothingIsHeld: Rule = each((order) => {
  const held = order.payment?.attempts.filter((a) => a.status === 'authorized' || a.status === 'uncertain') ?? [];
  if (held.length === 0 || (isRecorded(order) && !isSettled(order))) return undefined;
  const attempts = held.map((a) => `${a.amount.amount} ${a.status} under ${a.key}`).join(', ');
  return of(order, 'money.held', `the order is ${statusOf(order)}, and yet ${attempts}`);
});

const movedBy = ({ captured, refunded }: Pick<PaymentSums, 'captured' | 'refunded'>): string =>
  `took ${captured} and gave ${refunded} back`;

/** What the payment took and gave back is what the order's own record says. */
export const recordsAgree: Rule = each((order) => {
  if (!isSettled(order)) return undefined;
  const paid = movedBy(order.payment ? sumsOf(order.payment) : { captured: 0, refunded: 0 });
  const recorded = movedBy(recordedSums(order.known));
  if (paid === recorded) return undefined;
  return of(order, 'money.record', `payment ${paid}, the order's record says it ${recorded}`);
});

export const cancelledOrdersKeepNothing: Rule = each((order) => {
  const kept = netOf(order.payment);
  if (!isSettled(order) || statusOf(order) !== 'cancelled' || kept === 0) return undefined;
  return of(order, 'money.kept', `the order is cancelled, and ${kept} was kept`);
});

/** A confirmed order was charged its total once, and its total is that of its lines. */
export const confirmedOrdersArePaid: Rule = each((order) => {
  if (!isSettled(order) || !isConfirmed(order)) return undefined;
  const { total, lines } = order.known.order;
  const ofLines = sum(lines.map((line) => line.quantity * line.unitPrice.amount));
  if (total?.amount !== ofLines) return of(order, 'money.total', `total ${total?.amount}, its lines make ${ofLines}`);
  const captured = order.payment?.captured;
  if (captured?.amount === total.amount && captured.currency === total.currency) return undefined;
  return of(
    order,
    'money.charged',
    `total ${total.amount} ${total.currency}, captured ${captured?.amount ?? 'nothing'}`,
  );
});

/** A payment without an order took nothing. */
export const moneyHasAnOrder: Rule = each((order) => {
  const captured = order.payment ? sumsOf(order.payment).captured : 0;
  if (isRecorded(order) || captured === 0) return undefined;
  return of(order, 'money.orphan', `${captured} was captured, and the order is ${statusOf(order)}`);
});

/** The same over all orders. */
export const totalsAgree: Rule = ({ orders }) => {
  const currencies = Map.groupBy(
    orders.filter((o) => o.payment !== null || isSettled(o)),
    (o) => o.payment?.captured.currency ?? 'none',
  );
  return [...currencies].flatMap(([currency, some]) => {
    const payments = some.flatMap((o) => (o.payment ? [sumsOf(o.payment)] : []));
    const total = (part: keyof PaymentSums): number => sum(payments.map((p) => p[part]));
    const sums = { authorized: total('authorized'), captured: total('captured'), refunded: total('refunded') };
    const settled = some.filter(isSettled);
    const [kept, recorded] = [sum(settled.map((o) => netOf(o.payment))), sum(settled.map((o) => recordedNet(o.known)))];
    if (falls(sums) && kept === recorded) return [];
    const detail = `${currency}: ${told(sums)}; settled orders kept ${kept}, their records say ${recorded}`;
    return [{ rule: 'money.sum', aggregate: 'shop', detail }];
  });
};

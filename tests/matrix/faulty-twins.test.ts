import { describe, expect, it } from 'vitest';
import {
  audit,
  MemoryShop,
  type MemoryShopOptions,
  type Planned,
  starters,
  stockUp,
} from '../support/memory-shop/index.ts';
import * as course from './twins/courses.ts';
import * as plan from './twins/plans.ts';
import { paymentWithoutKeys } from './twins/payment.ts';
import * as ports from './twins/ports.ts';
import * as services from './twins/services.ts';

interface Case {
  /** What the twin does otherwise. */
  readonly name: string;
  readonly twins: (at: ports.In) => MemoryShopOptions['twins'];
  readonly course?: course.Course;
  /** What goes wrong meanwhile: without it the twin is as good as the real one. */
  readonly fault: plan.Plan;
  /** The rule by which the checker tells. */
  readonly rule: string;
}

const cases: readonly Case[] = [
  {
    name: 'payment authorises again when it is asked again',
    twins: () => ({ payment: paymentWithoutKeys() }),
    fault: plan.diesAfterStep('authorize-payment'),
    rule: 'money.held',
  },
  {
    name: 'payment captures again when it is asked again',
    twins: () => ({ payment: paymentWithoutKeys() }),
    fault: plan.diesAfterStep('capture-payment'),
    rule: 'money.charged',
  },
  {
    name: 'payment refunds again when it is asked again',
    twins: () => ({ payment: paymentWithoutKeys() }),
    course: course.buysAndIsRefunded,
    fault: plan.callTimesOut('refundCaptured'),
    rule: 'money.record',
  },
  {
    name: 'the order service publishes without waiting',
    twins: (at) => ({ order: ports.publishesLater(at, 'order') }),
    fault: plan.diesAfter(plan.isAcknowledgementOf('order-checkout-v1')),
    rule: 'event.missing',
  },
  {
    name: 'the order service accepts an order without putting it down',
    twins: (at) => ({ order: ports.keepsNoAcceptance(ports.publishesLater(at, 'order'), starters.order) }),
    fault: plan.diesAfter(plan.isPublishOf('order-checkout-v1')),
    rule: 'order.lost',
  },
  {
    name: 'the order service acknowledges before it stores',
    twins: () => ({ order: services.acknowledgesFirst(starters.order) }),
    fault: plan.diesAfterStep('reserve-stock'),
    rule: 'order.unfinished',
  },
  {
    name: 'the order service drops a message whose handling fails',
    twins: () => ({ order: services.dropsWhatFails(starters.order) }),
    fault: plan.isAway('bookShipment'),
    rule: 'order.unfinished',
  },
  {
    name: 'the product service writes blindly',
    twins: () => ({ product: ports.writesBlindly }),
    course: course.buysDuringADelivery,
    fault: plan.deliveryIsWrittenLate,
    rule: 'stock.sold',
  },
  {
    name: 'the product service takes a conflict for a write',
    twins: () => ({ product: ports.ignoresConflicts(starters.product) }),
    fault: plan.saleConflicts,
    rule: 'reservation.orphan',
  },
  {
    name: 'the order service leaves a step alone that timed out',
    twins: () => ({ order: services.leavesTimeoutsAlone }),
    fault: plan.callTimesOut('authorizePayment'),
    rule: 'money.held',
  },
  {
    name: 'the product service gives units back at every release',
    twins: () => ({ product: services.releasesAgain }),
    course: course.buysAndCancels,
    fault: plan.diesAfterStep('return-stock'),
    rule: 'stock.sold',
  },
  {
    name: 'payment leaves no tombstone',
    twins: () => ({ payment: services.paymentWithoutTombstones }),
    fault: plan.callComesLate('authorizePayment'),
    rule: 'money.held',
  },
  {
    name: 'the product service leaves no tombstone',
    twins: () => ({ product: services.stockWithoutTombstones }),
    fault: plan.callComesLate('reserveStock'),
    rule: 'reservation.orphan',
  },
  {
    name: 'shipping leaves no tombstone',
    twins: () => ({ shipping: services.shippingWithoutTombstones }),
    fault: plan.callComesLate('bookShipment'),
    rule: 'shipment.status',
  },
  {
    name: 'the order service does not store what it owes',
    twins: () => ({ order: ports.owesNothing(starters.order) }),
    fault: plan.diesBefore(plan.isPublishOf('order-confirmed-v1')),
    rule: 'event.missing',
  },
  {
    name: 'the order service publishes a message under a new id each time',
    twins: () => ({ order: ports.publishesUnderNewIds }),
    fault: plan.publishingTimesOut('order-confirmed-v1'),
    rule: 'event.twice',
  },
];

interface Run {
  readonly twins?: (at: ports.In) => MemoryShopOptions['twins'];
  readonly fault?: plan.Plan;
  readonly course?: course.Course | undefined;
}

/** What the checker says once everything has come to rest, and what had gone wrong by then. */
const rulesAfter = async ({ twins, fault, course: takes = course.buys }: Run) => {
  const shop: MemoryShop = new MemoryShop({ twins: twins?.({ shop: () => shop }) ?? {} });
  await stockUp(shop, { mug: { units: 10, price: 1_250 } });
  const planned: Planned[] = fault ? [shop.faults.plan(fault(shop))] : [];
  await takes(shop);
  await shop.clock.pass(60_000);
  await shop.settle();
  const findings = await audit(shop);
  return { fired: planned.map((p) => p.fired()), rules: findings.map((f) => f.rule), findings };
};

describe.each(cases)('$name', ({ twins, fault, rule, course: takes }) => {
  it(`is told by ${rule}`, async () => {
    const { fired, rules } = await rulesAfter({ twins, fault, course: takes });
    expect(fired).toEqual([1]);
    expect(rules).toContain(rule);
  });

  it('is not the case of the real one, though the same goes wrong', async () => {
    const { fired, findings } = await rulesAfter({ fault, course: takes });
    expect(fired).toEqual([1]);
    expect(findings).toEqual([]);
  });

  it('does no harm while nothing goes wrong', async () => {
    expect((await rulesAfter({ twins, course: takes })).findings).toEqual([]);
  });
});

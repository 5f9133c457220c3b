import type { Defence } from '../defence.ts';

const checkoutProgress = 'services/order/src/domain/checkout-progress.ts';
const cancelTest = 'services/order/test/cancel.test.ts';
const cancel = 'services/order/src/domain/cancel.ts';
const repeatedCommandsTest = 'services/order/test/repeated-commands.test.ts';
const refundAndStatusTest = 'services/order/test/refund-and-status.test.ts';
const refund = 'services/order/src/domain/refund.ts';
const fulfilment = 'services/order/src/domain/fulfilment.ts';

const countParked = 'services/order/src/use-cases/count-parked.ts';
const countParkedTest = 'services/order/src/use-cases/count-parked.test.ts';
/** Cancellations, refunds and parcels. */
export const orderAfterwards: readonly Defence[] = [
  {
    id: 'order.cancel-leaves-a-tombstone',
    what: 'An order cancelled before its checkout stays cancelled when the checkout comes',
    file: checkoutProgress,
    cut: [
      'const checkout = neverBegun(checkoutVersion, placed.checkout.startedAt, cancelledByCustomer);',
      'const { checkout } = placed;',
    ],
    test: [cancelTest, 'stores the order cancelled; a checkout that comes later ends there'],
  },
  {
    id: 'order.cancel-waits-for-confirm',
    what: 'A cancel that comes while the order is being confirmed waits for the end',
    file: cancel,
    cut: [
      "throw orders.busy(order.id, 'it is being confirmed');",
      'return { state: asked(order, commandId, moment), result };',
    ],
    test: ['tests/matrix/cancel-at-any-time.test.ts', 'before the effect of confirm-order'],
  },
  {
    id: 'order.cancel-once',
    what: 'A second cancel joins the first: nothing is undone twice',
    file: cancel,
    cut: ["if (order.cancel) return { state: asked(order, commandId, moment), result: 'carry-out' };", ''],
    test: [repeatedCommandsTest, 'asked for again while it is carried out goes on where it is'],
  },
  {
    id: 'order.cancel-waits-for-refund',
    what: 'A cancel waits for a refund under way, whose money must not go back twice',
    file: cancel,
    cut: [
      "if (order.payment.refunds.some((refund) => refund.status === 'asked')) throw orders.busy(order.id, 'a refund');",
      '',
    ],
    test: [cancelTest, 'waits for a refund under way, so that no money is given back twice'],
  },
  {
    id: 'order.parked-is-resumed',
    what: 'A cancel of a parked order resumes it: no message is left that would',
    file: cancel,
    cut: ["const result = parked ? 'resume' : 'settled';", "const result = 'settled' as const; void parked;"],
    test: [cancelTest, 'of an order whose undo was given up has it tried again'],
  },
  {
    id: 'order.cancels-are-answered',
    what: 'Everybody who asked for the cancellation is answered',
    file: checkoutProgress,
    cut: [
      'const state = answerCancels(asCancelled(noted, moment.now));',
      'const state = asCancelled(noted, moment.now);',
    ],
    test: [cancelTest, 'of an order whose undo was given up has it tried again'],
  },
  {
    id: 'order.whole-refund-put-down',
    what: 'What a cancellation gives back is put down before payment is asked',
    file: cancel,
    cut: ['if (begun) return { state: withWholeRefund(noted) };', ''],
    test: [refundAndStatusTest, 'of a cancelled order is refused'],
  },
  {
    id: 'order.whole-refund-is-the-rest',
    what: 'It is only what was not given back before',
    file: cancel,
    cut: ['const amount = refundableOf(order)?.amount ?? 0;', 'const amount = order.payment.captured?.amount ?? 0;'],
    test: [cancelTest, 'refunds only what earlier refunds left'],
  },
  {
    id: 'order.parcel-cannot-be-in-doubt',
    what: 'A parcel whose cancellation got no answer is asked for again, not taken as gone',
    file: 'services/order/src/saga/steps/cancel-shipment.ts',
    cut: ['canTimeOut: false,', ''],
    test: ['tests/matrix/matrix.test.ts', 'cancel-shipment, timed out, and not done'],
  },
  {
    id: 'order.refund-cannot-be-refused',
    what: 'Nor can the refund of a cancellation whose parcel is gone',
    file: 'services/order/src/saga/steps/refund-payment.ts',
    cut: ['canRefuse: false,', ''],
    test: ['tests/matrix/matrix.test.ts', 'refund-payment, refused'],
  },
  {
    id: 'order.return-cannot-be-refused',
    what: 'Nor the return of its units',
    file: 'services/order/src/saga/steps/return-stock.ts',
    cut: ['canRefuse: false,', ''],
    test: [repeatedCommandsTest, 'whose return of units is refused has it asked again: there is no way back'],
  },
  {
    id: 'order.shipment-first',
    what: 'A cancellation cancels the parcel before any money goes back',
    file: 'services/order/src/saga/cancellation.ts',
    cut: [
      'steps: [cancelShipment(shipping), refundPayment(payments), returnStock(inventory)],',
      'steps: [refundPayment(payments), cancelShipment(shipping), returnStock(inventory)],',
    ],
    test: [cancelTest, 'twice is once: the second is answered like the first'],
  },
  {
    id: 'order.refund-before-payment',
    what: 'A refund is put down before payment is asked',
    file: refund,
    cut: [
      'return { state: withRefund(noted, refund), result: { refund, amount } };',
      'void noted;\n  return { result: { refund, amount } };',
    ],
    test: [refundAndStatusTest, 'that payment refuses frees the amount again'],
  },
  {
    id: 'order.refund-known',
    what: 'A refund command that was put down is not put down again',
    file: refund,
    cut: ['if (known && left) {', 'if (known && left && now < 0) {'],
    test: [repeatedCommandsTest, 'a refund redriven when the order has forgotten its command changes nothing'],
  },
  {
    id: 'order.refund-bounded',
    what: 'No more is given back than was taken, what is under way included',
    file: 'services/order/src/domain/money-back.ts',
    cut: [
      "refunds.filter((refund) => refund.status !== 'refused')",
      "refunds.filter((refund) => refund.status === 'done')",
    ],
    test: [refundAndStatusTest, 'two at once cannot give the same money'],
  },
  {
    id: 'order.refund-of-nobody',
    what: 'A refund of an order that is not there ends before a person, not in nothing',
    file: refund,
    cut: [
      "if (!current) throw orders.busy(orderId, 'there is no such order to refund');",
      'if (!current) return { result: null };',
    ],
    test: [refundAndStatusTest, 'of an order that is not there is never acknowledged: a person must see it'],
  },
  {
    id: 'order.refund-waits-for-checkout',
    what: 'A refund waits for the end of the checkout',
    file: refund,
    cut: ["if (!order.checkout.end) throw orders.busy(order.id, 'its checkout has not ended');", ''],
    test: [refundAndStatusTest, 'waits for a checkout that has not ended'],
  },
  {
    id: 'order.refund-waits-for-cancellation',
    what: 'A refund waits for the end of a cancellation',
    file: refund,
    cut: ["if (order.cancel && !order.cancel.end) throw orders.busy(order.id, 'it is being cancelled');", ''],
    test: [refundAndStatusTest, 'waits for a cancellation under way'],
  },
  {
    id: 'order.parcel-news-once',
    what: 'News of a parcel that is known changes nothing',
    file: fulfilment,
    cut: ['if (reachedAlready(current, target)) return { result: [] };', ''],
    test: [
      refundAndStatusTest,
      'whose arrival is heard of first counts as left too; what comes late or twice is ignored',
    ],
  },
  {
    id: 'order.parcel-news-out-of-order',
    what: '`delivered` that comes before `shipped` catches up on both',
    file: fulfilment,
    cut: [
      'stages.slice(stages.findIndex((s) => s === current.status) + 1, stages.indexOf(target) + 1)',
      'stages.filter((s) => s === target)',
    ],
    test: [
      refundAndStatusTest,
      'whose arrival is heard of first counts as left too; what comes late or twice is ignored',
    ],
  },
  {
    id: 'order.parcel-news-early',
    what: 'News of a parcel whose order is not confirmed yet comes again later',
    file: fulfilment,
    cut: [
      "if (!current || current.status === 'pending') throw orders.busy(orderId, `it cannot be ${target} yet`);",
      "if (!current || current.status === 'pending') return { result: [] };",
    ],
    test: [refundAndStatusTest, 'of an order not confirmed yet has its message come again'],
  },
  {
    id: 'order.parked-is-listed',
    what: 'A parked order is put down where every replica counts it, before its message may go',
    file: 'packages/kit/src/saga/runner.ts',
    cut: ["if (next === 'parked') await this.#options.parked?.(run.id);", ''],
    test: [countParkedTest, 'is known to a process that starts later'],
  },
  {
    id: 'order.parked-is-counted',
    what: 'An order that does not wait any more is not counted, whoever ended it',
    file: countParked,
    cut: ['metrics.parked(waiting.length);', 'metrics.parked(listed.length);'],
    test: [countParkedTest, 'falls in every process once the order has ended, whichever took it up'],
  },
  {
    id: 'order.parked-anew',
    what: 'An order that comes to wait anew while it is taken off the list is put on it again',
    file: countParked,
    cut: ['await parkedOrders.add(orderId);', 'continue;'],
    test: [countParkedTest, 'keeps an order on the list that comes to wait anew while it is taken off'],
  },
];

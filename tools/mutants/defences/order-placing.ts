import type { Defence } from '../defence.ts';

const acceptance = 'services/order/src/domain/acceptance.ts';
const placeOrder = 'services/order/src/use-cases/place-order.ts';
const placeOrderApiTest = 'services/order/test/place-order.api.test.ts';
const checkoutSagaTest = 'services/order/test/checkout.saga.test.ts';
const storedAcceptances = 'services/order/src/adapters/stored-acceptances.ts';
const storedAcceptancesTest = 'services/order/src/adapters/stored-acceptances.test.ts';
const reserveStock = 'services/order/src/saga/steps/reserve-stock.ts';

/** From the request to the confirmed order. */
export const orderPlacing: readonly Defence[] = [
  {
    id: 'order.id-from-key',
    what: 'The id of an order follows from user and Idempotency-Key: one order, however often and wherever it is asked for',
    file: acceptance,
    cut: ["uuidV5('order', userId, key)", "uuidV5('order', userId, key + crypto.randomUUID())"],
    test: ['services/order/test/change-order.api.test.ts', '202 when it does not wait'],
  },
  {
    id: 'order.keys-are-per-user',
    what: 'Two users with the same key have two orders',
    file: acceptance,
    cut: ["uuidV5('order', userId, key)", "uuidV5('order', key)"],
    test: ['services/order/src/domain/acceptance.test.ts', 'is the same for the same user and key, and only then'],
  },
  {
    id: 'order.kept-before-published',
    what: 'What was accepted is kept before its command is published',
    file: placeOrder,
    cut: ['await deps.acceptances.keep(accepted);', 'await Promise.resolve(accepted);'],
    test: [placeOrderApiTest, 'does not ask the cart again: what was accepted counts'],
  },
  {
    id: 'order.published-before-answer',
    what: 'A 202 is answered only once the broker has the command',
    file: placeOrder,
    cut: ['await publish(deps, kept);', 'void publish(deps, kept).catch(() => {});'],
    test: [
      placeOrderApiTest,
      'after a crash between acceptance and command publishes the command; after the end does not',
    ],
  },
  {
    id: 'order.published-again',
    what: 'A repeated request publishes the command again: a crash between keeping and publishing strands nothing',
    file: placeOrder,
    cut: ['if (!current || !isFinal(current.state.status)) await publish', 'if (isNew) await publish'],
    test: [
      placeOrderApiTest,
      'after a crash between acceptance and command publishes the command; after the end does not',
    ],
  },
  {
    id: 'order.final-is-final',
    what: 'For an order that is final nothing is published any more',
    file: placeOrder,
    cut: ['if (!current || !isFinal(current.state.status)) await publish', 'if (deps) await publish'],
    test: [
      placeOrderApiTest,
      'after a crash between acceptance and command publishes the command; after the end does not',
    ],
  },
  {
    id: 'order.another-body',
    what: 'The same key with another body is refused with 422',
    file: placeOrder,
    cut: ['if (kept.requestHash !== requestHashOf(placing.request)) throw orders.keyReused();', ''],
    test: [placeOrderApiTest, 'with another request: 422, for another user: another order'],
  },
  {
    id: 'order.consumer-checks-body',
    what: 'The consumer of the command checks it once more: two requests may have raced at the door',
    file: 'services/order/src/domain/checkout-progress.ts',
    cut: ['if (current && current.requestHash !== acceptance.requestHash) throw orders.keyReused();', ''],
    test: [checkoutSagaTest, 'refuses a command of another request under the same order'],
  },
  {
    id: 'order.cart-asked-once',
    what: 'What stood in the cart is looked up where it was kept, since the cart may be empty by then',
    file: placeOrder,
    cut: [
      'placing.request.lines ? undefined : await deps.acceptances.find(orderId)',
      'deps ? undefined : await deps.acceptances.find(orderId)',
    ],
    test: [placeOrderApiTest, 'does not ask the cart again: what was accepted counts'],
  },
  {
    id: 'order.first-acceptance',
    what: 'Of two acceptances at once the first is kept, and both publish that one',
    file: storedAcceptances,
    cut: ['return first;\n', 'return acceptance;\n'],
    test: [storedAcceptancesTest, 'is the first one for its order, for ever'],
  },
  {
    id: 'order.acceptance-uncertain',
    what: 'An acceptance whose write is uncertain is looked up',
    file: storedAcceptances,
    cut: ["if (error instanceof DomainError && error.code === 'dependency.timeout') return false;", ''],
    test: [storedAcceptancesTest, 'is not claimed when its write was not done'],
  },
  {
    id: 'order.accepted-is-found',
    what: 'An order that was accepted is found before it has a document',
    file: 'services/order/src/use-cases/find-order.ts',
    cut: ['snapshot ? undefined : await deps.acceptances.find(id)', 'undefined as Acceptance | undefined'],
    test: [placeOrderApiTest, '202 with the address, before anything is done'],
  },
  {
    id: 'order.confirm-cannot-be-refused',
    what: 'Confirming an order cannot be refused, only repeated',
    file: 'services/order/src/saga/steps/confirm-order.ts',
    cut: ['canRefuse: false,', ''],
    test: ['services/order/test/deliveries.api.test.ts', 'shows an order that needs a person'],
  },
  {
    id: 'order.capture-last',
    what: 'Money moves only when everything else is held',
    file: 'services/order/src/saga/checkout.ts',
    cut: [
      'bookShipment(shipping),\n    capturePayment(payments),',
      'capturePayment(payments),\n    bookShipment(shipping),',
    ],
    test: ['services/order/test/checkout.saga.test.ts', 'buys: five calls, all of it paid and sold'],
  },
  {
    id: 'order.a-key-for-each-line',
    what: 'Each line has a reservation of its own, even of the same product',
    file: reserveStock,
    cut: ['key: `${id}:${reserveStep}:${line}`', 'key: `${id}:${reserveStep}:${line * 0}`'],
    test: ['services/order/test/checkout.saga.test.ts', 'buys: five calls, all of it paid and sold'],
  },
  {
    id: 'order.agreed-total',
    what: 'An order whose total is not the one the shopper saw is refused and undone',
    file: reserveStock,
    cut: ['if (state.expectedTotal && !sameMoney', 'if (state.expectedTotal === undefined && !sameMoney'],
    test: [checkoutSagaTest, 'refuses a total that is not the expected one, and gives the stock back'],
  },
  {
    id: 'order.undo-of-a-lost-capture',
    what: 'Money given back was taken before, even where the answer to the capture was lost: the record says so',
    file: 'services/order/src/domain/money-back.ts',
    cut: ['if (refunded.amount === 0) return order;', 'return order;'],
    test: ['tests/matrix/matrix.test.ts', 'capture-payment, timed out, but done'],
  },
  {
    id: 'order.clock-from-acceptance',
    what: 'The time to give up counts from when the order was accepted',
    file: 'services/order/src/domain/order.ts',
    cut: ['newSagaLog(checkoutVersion, Date.parse(acceptance.acceptedAt))', 'newSagaLog(checkoutVersion, now)'],
    test: [
      'services/order/src/domain/checkout-progress.test.ts',
      'the time to give up counts from when the order was accepted, however late it is taken up',
    ],
  },
  {
    id: 'order.same-request-same-command',
    what: 'The same request with the same key is the same command',
    file: 'services/order/src/use-cases/command-id.ts',
    cut: [
      'key === undefined ? ids.uuid() : uuidV5(what, orderId, key)',
      'key === undefined ? ids.uuid() : uuidV5(what, orderId, key, ids.uuid())',
    ],
    test: [
      'services/order/test/repeated-commands.test.ts',
      'asked for twice under one key is one command, whatever became of the first answer',
    ],
  },
];

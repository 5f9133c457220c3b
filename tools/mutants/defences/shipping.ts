import type { Defence } from '../defence.ts';

const booking = 'services/shipping/src/domain/booking.ts';
const shipmentsTest = 'services/shipping/test/shipments.test.ts';
const carriage = 'services/shipping/src/domain/carriage.ts';
const carrier = 'services/shipping/src/carrier.ts';
const carrierTest = 'services/shipping/test/carrier.test.ts';

/** One parcel for an order, and none for one that was undone. */
export const shipping: readonly Defence[] = [
  {
    id: 'shipping.book-once',
    what: 'A booking that comes again is found as it stands',
    file: booking,
    cut: ['if (current?.parcel) return { result: current.parcel };', ''],
    test: [shipmentsTest, 'holds one parcel per order, however often it is asked'],
  },
  {
    id: 'shipping.tombstone-left',
    what: 'A cancellation of what was never booked leaves a tombstone',
    file: booking,
    cut: [
      "if (current?.status === 'cancelled') return { result: 'cancelled' };",
      "if (!current || current.status === 'cancelled') return { result: 'cancelled' };",
    ],
    test: [shipmentsTest, '%s is refused on a shipment that is %s'],
  },
  {
    id: 'shipping.tombstone-honoured',
    what: 'A late booking of what was cancelled is refused',
    file: booking,
    cut: ["if (current?.status === 'cancelled') throw shipments.cancelled(orderId);", ''],
    test: [shipmentsTest, 'is refused for an order whose shipment was cancelled %s it'],
  },
  {
    id: 'shipping.cancel-once',
    what: 'A cancellation that comes again succeeds and changes nothing',
    file: booking,
    cut: ["if (current?.status === 'cancelled') return { result: 'cancelled' };", ''],
    test: [shipmentsTest, 'leaves a tombstone for an order nobody booked, once'],
  },
  {
    id: 'shipping.left-cannot-be-cancelled',
    what: 'A parcel that has left cannot be cancelled',
    file: booking,
    cut: [
      "if (current?.status === 'dispatched' || current?.status === 'delivered') throw",
      "if (current?.status === 'delivered') throw",
    ],
    test: [shipmentsTest, 'is refused once the parcel left'],
  },
  {
    id: 'shipping.release-once',
    what: 'A release of a parcel that is no longer held changes nothing, one cancelled stays so',
    file: booking,
    cut: ["if (current.status !== 'held') return { result: current.status };", ''],
    test: [shipmentsTest, 'does not bring back what was cancelled'],
  },
  {
    id: 'shipping.release-waits-for-booking',
    what: 'A release that comes before its booking is seen comes again',
    file: booking,
    cut: ['if (!current) throw shipments.notYetBooked(orderId);', "if (!current) return { result: 'cancelled' };"],
    test: [shipmentsTest, 'is delivered again while its booking has not arrived'],
  },
  {
    id: 'shipping.held-stays',
    what: 'A parcel leaves only after its order is confirmed',
    file: carriage,
    cut: [
      "if (shipment.status === 'held') throw shipments.notReleased(orderId);\n  if (shipment.status !== 'ready') return { result: null };",
      "if (shipment.status !== 'ready' && shipment.status !== 'held') return { result: null };",
    ],
    test: [shipmentsTest, '%s is refused on a shipment that is %s'],
  },
  {
    id: 'shipping.dispatch-once',
    what: 'A parcel that has left owes no second event',
    file: carriage,
    cut: ["if (shipment.status !== 'ready') return { result: null };", ''],
    test: [shipmentsTest, 'a ready parcel is dispatched, a dispatched one delivered, each once'],
  },
  {
    id: 'shipping.deliver-once',
    what: 'Nor does one that arrived',
    file: carriage,
    cut: ["if (shipment.status === 'delivered') return { result: null };", ''],
    test: [shipmentsTest, 'a ready parcel is dispatched, a dispatched one delivered, each once'],
  },
  {
    id: 'shipping.listed-after-release',
    what: "A released parcel is on the carrier's list before its message is acknowledged",
    file: 'services/shipping/src/use-cases/shipments.ts',
    cut: [
      'if (isUnderWay(status)) await parts.active.add(orderId);',
      'if (isUnderWay(status)) parts.active.add(orderId).catch(() => {});',
    ],
    test: [shipmentsTest, 'releases its parcel to the carrier'],
  },
  {
    id: 'shipping.listed-by-repetition',
    what: 'A repetition lists it too: the first may have died in between',
    file: booking,
    cut: [
      "if (current.status !== 'held') return { result: current.status };",
      "if (current.status !== 'held') return { result: 'delivered' };",
    ],
    test: [shipmentsTest, 'reaches the list although the process died right before'],
  },
  {
    id: 'shipping.listed-until-published',
    what: 'A parcel leaves the list only when all it owes is published',
    file: carrier,
    cut: [
      "this.#options.log.warn({ err: error, orderId }, 'a parcel could not be moved, trying again');",
      "this.#options.log.warn({ err: error, orderId }, 'a parcel could not be moved');\n      this.#schedule.done(orderId);",
    ],
    test: [carrierTest, 'keeps a delivered parcel until what it owes is published'],
  },
  {
    id: 'shipping.left-by-others',
    what: 'A parcel of a replica that died is moved by another one',
    file: carrier,
    cut: ['return late > clock.now() ? late : this.#advance(orderId);', 'return late;'],
    test: [
      carrierTest,
      'leaves to another replica what was released there, and moves it ten seconds late if it did not',
    ],
  },
  {
    id: 'shipping.carrier-goes-on',
    what: 'A look that failed does not end the carrier',
    file: carrier,
    cut: ['return false;\n      });', 'throw error;\n      });'],
    test: ['services/shipping/test/carrier-loop.test.ts', 'outlives a store that cannot be read'],
  },
  {
    id: 'shipping.listed-once',
    what: 'A parcel is on the list once',
    file: 'packages/kit/src/aggregate/stored-order-set.ts',
    cut: ['known.includes(orderId) ? known : [...known, orderId]', '[...known, orderId]'],
    test: [shipmentsTest, 'may be told of twice'],
  },
];

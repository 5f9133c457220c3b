import { cancelOrder } from '@mercato/contracts/order';
import type { ArmedFault, ArmedPoint, FaultAction } from '@mercato/kit/faults';
import type { RealCell } from './cells.ts';
import { times } from './times.ts';

/** A cell whose order has an id. */
export interface Spot {
  readonly cell: RealCell;
  readonly orderId: string;
  /** Of the order's first line, and of no other order. */
  readonly productId: string;
}

/** How often the fault was met so far, whether a second delivery has begun, and whether the order has come to its end. */
export interface Seen {
  readonly met: number;
  readonly secondCame: boolean;
  readonly isOver: boolean;
}

/** What is armed for a cell. */
export interface Plan {
  readonly faults: readonly ArmedFault[];
  /** How often the cell's own fault, which bears its id, must be met. */
  readonly times: number;
  /** When a step that is held goes on; left out where something outside decides that. */
  readonly release?: (seen: Seen) => boolean;
  /** What is armed only holds the order, every delivery of it, until something outside strikes, once for all. */
  readonly struckFromOutside?: boolean;
  /** The order waits before its step until all are there, so that one death serves for all of them. */
  readonly gated?: boolean;
}

/** The fault that holds a gated order. */
export const gateOf = ({ id }: RealCell): string => `${id}-gate`;

type Place = Pick<ArmedFault, 'point' | 'label' | 'key'>;

const items = { product: 'product', payment: 'payment', shipping: 'shipment' };
type Callee = keyof typeof items;
const calleeOf = ({ cell }: Spot): Callee => cell.stepPlan.app as Callee;

const exit: FaultAction = { kind: 'exit', afterMs: times.gatherMs };
const calleeExit: FaultAction = { kind: 'exit', afterMs: times.calleeGatherMs };
const hold: FaultAction = { kind: 'wait', ms: times.holdMs };
const conflict: FaultAction = { kind: 'conflict' };

const sagaPoint = ({ cell, orderId }: Spot, point: ArmedPoint, label = cell.step): Place => ({
  point,
  label,
  key: orderId,
});
const orderWrite = ({ orderId }: Spot, point: 'before-write' | 'after-write'): Place => ({
  point,
  label: 'order',
  key: orderId,
});
const calleeWrite = (spot: Spot, point: 'before-write' | 'after-write'): Place => {
  const callee = calleeOf(spot);
  return { point, label: items[callee], key: callee === 'product' ? spot.productId : spot.orderId };
};
const handler = ({ cell, orderId }: Spot, point: 'before-handler' | 'after-handler'): Place => ({
  point,
  label: cell.stepPlan.route.id,
  key: orderId,
});

const own = ({ cell: { id } }: Spot, place: Place, action: FaultAction, n?: number): ArmedFault => ({
  id,
  ...place,
  action,
  ...(n === undefined ? {} : { times: n }),
});

/** Armed once a process comes by somewhere else, so that it is met by what comes after. */
const afterwards = ({ cell: { id } }: Spot, place: Place, fault: ArmedFault): ArmedFault => ({
  id: `${id}-arms`,
  ...place,
  action: { kind: 'arm', fault },
});

/** Where the intent of the step is stored, and its call is about to be made. */
const intended = (spot: Spot): Place =>
  spot.cell.flowPlan.isSaga ? sagaPoint(spot, 'after-intent') : orderWrite(spot, 'after-write');

/** In the callee, during the call of this step: one route may serve two of them. */
const inCall = (spot: Spot, place: Place, action: FaultAction, n?: number): readonly ArmedFault[] => [
  afterwards(spot, intended(spot), own(spot, place, action, n)),
];

const once = (faults: readonly ArmedFault[]): Plan => ({ faults, times: 1 });
const held = (faults: readonly ArmedFault[]): Plan => ({ ...once(faults), struckFromOutside: true });
const everyDelivery = 20;

const gate = (spot: Spot): ArmedFault => ({
  ...own(spot, intended(spot), hold, everyDelivery),
  id: gateOf(spot.cell),
});

/** Where a refund's outcome is about to be stored. */
const settling = (spot: Spot, action: FaultAction, n?: number): readonly ArmedFault[] => [
  afterwards(spot, orderWrite(spot, 'after-write'), own(spot, orderWrite(spot, 'before-write'), action, n)),
];

/** The order service at a place, in a saga or in a refund, which has no saga. */
const atOrder = (
  spot: Spot,
  point: 'after-intent' | 'after-effect',
  action: FaultAction,
  n?: number,
): readonly ArmedFault[] => {
  if (point === 'after-intent') return [own(spot, intended(spot), action, n)];
  return spot.cell.flowPlan.isSaga ? [own(spot, sagaPoint(spot, point), action, n)] : settling(spot, action, n);
};

const beforeIntent = (spot: Spot): Place =>
  spot.cell.flowPlan.isSaga ? sagaPoint(spot, 'before-intent') : orderWrite(spot, 'before-write');

const orderConflicts = (spot: Spot): readonly ArmedFault[] => {
  const conflicts = own(spot, orderWrite(spot, 'before-write'), conflict, 3);
  return spot.cell.flowPlan.isSaga ? [afterwards(spot, beforeIntent(spot), conflicts)] : [conflicts];
};

const beforeAck = (spot: Spot): ArmedFault => {
  if (spot.cell.flowPlan.isSaga) return own(spot, sagaPoint(spot, 'before-ack', spot.orderId), exit);
  return afterwards(spot, handler(spot, 'before-handler'), own(spot, orderWrite(spot, 'after-write'), exit));
};

/** Where two deliveries of one message meet: a refund is nobody's turn, so there it is the callee's door. */
const meeting = (spot: Spot): Place =>
  spot.cell.flowPlan.isSaga ? sagaPoint(spot, 'after-intent') : handler(spot, 'before-handler');

/** Met by a second delivery, which begins where every delivery does. */
const secondDelivery = (spot: Spot): ArmedFault => {
  const first = spot.cell.flowPlan.command === cancelOrder.topic ? 'cancel-shipment' : 'reserve-stock';
  const place = spot.cell.flowPlan.isSaga ? sagaPoint(spot, 'before-intent', first) : meeting(spot);
  return { id: `${spot.cell.id}-second`, ...place, action: { kind: 'wait', ms: 0 } };
};

const late: FaultAction = { kind: 'wait', ms: times.lateMs };

/** What is armed for every fault of docs/failure-matrix.md that real processes can meet. */
export const plans: Readonly<Record<string, (spot: Spot) => Plan>> = {
  refused: (s) => once(inCall(s, handler(s, 'before-handler'), { kind: 'fail', code: s.cell.stepPlan.refusal })),
  'timed out, but done': (s) => once(inCall(s, handler(s, 'after-handler'), late)),
  'timed out, and not done': (s) => once(inCall(s, handler(s, 'before-handler'), late)),
  'timed out, and done when it was undone': (s) => ({
    ...once(inCall(s, handler(s, 'before-handler'), hold)),
    release: ({ isOver }) => isOver,
  }),
  'answer lost': (s) => once(inCall(s, handler(s, 'after-handler'), { kind: 'hang-up' })),
  'order killed before the intent': (s) => once([own(s, beforeIntent(s), exit)]),
  'order killed after the intent': (s) => once(atOrder(s, 'after-intent', exit)),
  'order killed after the effect': (s) => once(atOrder(s, 'after-effect', exit)),
  'order killed before the acknowledgement': (s) => once([beforeAck(s)]),
  'callee killed after its first write': (s) => ({
    ...once([...inCall(s, calleeWrite(s, 'after-write'), calleeExit), gate(s)]),
    gated: true,
  }),
  'sidecar killed after the effect': (s) => held(atOrder(s, 'after-effect', hold, everyDelivery)),
  'delivered twice': (s) => ({
    ...once([afterwards(s, meeting(s), secondDelivery(s)), own(s, meeting(s), hold)]),
    release: ({ secondCame }) => secondCame,
  }),
  'two deliveries in parallel': (s) => ({
    faults: [own(s, meeting(s), hold, 2)],
    times: 2,
    release: ({ met }) => met === 2,
  }),
  'the order’s write conflicts three times': (s) => ({ faults: orderConflicts(s), times: 3 }),
  'the callee’s write conflicts three times': (s) => ({
    faults: inCall(s, calleeWrite(s, 'before-write'), conflict, 3),
    times: 3,
  }),
  'table unavailable for 20 s': (s) => held([own(s, meeting(s), hold, everyDelivery)]),
  'queues unavailable for 20 s': (s) => held([own(s, meeting(s), hold, everyDelivery)]),
};

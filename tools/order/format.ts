import type { OrderRecord, SagaRecord } from '@mercato/contracts/order';
import type { Payment } from '@mercato/contracts/payment';
import type { ReservationBook } from '@mercato/contracts/product';
import type { Money } from '@mercato/contracts/shared';
import type { Shipment } from '@mercato/contracts/shipping';
import type { Dossier, LoggedRequest, QueuedMessage } from './dossier.ts';
import { mood, type Paint } from './paint.ts';

const money = ({ amount, currency }: Money): string =>
  currency === 'JPY' ? `${amount} ${currency}` : `${(amount / 100).toFixed(2)} ${currency}`;
const clock = (iso: string): string => iso.slice(11, 23);
const when = (iso: string | null): string => (iso === null ? '–' : clock(iso));
const indent = (line: string): string => `  ${line}`;
const times = (n: number): string => (n === 1 ? 'once' : `${n} times`);

const heading = ({ order }: OrderRecord, paint: Paint): readonly string[] => [
  `${paint('bold', `Order ${order.id}`)}  ${mood(paint, order.status)}  ${order.total ? money(order.total) : 'no total yet'}`,
  indent(`placed ${order.placedAt}, changed ${order.updatedAt}, version ${order.version}, user ${order.userId}`),
  ...(order.cancellation ? [indent(`cancelled: ${order.cancellation.code} (${order.cancellation.detail})`)] : []),
  ...(order.needsAttention ? [paint('red', indent(`needs attention: ${order.needsAttention.reason}`))] : []),
];

const tried = (tries: number): string => (tries > 0 ? ` failed ${times(tries)}` : '');

const stepLine = ({ step, intentAt, outcome, tries, undo }: SagaRecord['steps'][number], paint: Paint): string => {
  const undone = undo
    ? `  undo ${clock(undo.intentAt)} ${mood(paint, undo.outcome ?? 'asked')}${tried(undo.tries)}`
    : '';
  const rest = `${tried(tries)}${undone}`;
  return `${step.padEnd(18)} ${clock(intentAt)} ${mood(paint, outcome ?? 'asked', rest === '' ? 0 : 9)}${rest}`;
};

const saga = (name: string, log: SagaRecord, paint: Paint): readonly string[] => [
  `${paint('bold', name)} v${log.version}, ${log.direction}, ${mood(paint, log.end ?? 'running')}`,
  ...log.steps.map((step) => indent(stepLine(step, paint))),
  ...(log.refusal ? [indent(`turned back: ${log.refusal.code} (${log.refusal.detail})`)] : []),
  ...(log.parked ? [paint('red', indent(`parked since ${log.parked.since}: ${log.parked.reason}`))] : []),
];

const history = ({ timeline, refunds }: OrderRecord, paint: Paint): readonly string[] => [
  paint('bold', 'History'),
  indent(
    timeline
      .filter((entry) => entry.kind === 'status')
      .map((entry) => `${entry.name} ${clock(entry.at)}`)
      .join(' → '),
  ),
  ...refunds.map(({ amount, status, key }) => indent(`refund ${money(amount)} ${mood(paint, status)}  ${key}`)),
];

const ledger = (payment: Payment | undefined, paint: Paint): readonly string[] => {
  if (!payment) return [`${paint('bold', 'Payment')} none`];
  const { id, status, authorized, captured, refunded } = payment;
  return [
    `${paint('bold', 'Payment')} ${id}  ${mood(paint, status)}  authorised ${money(authorized)}, captured ${money(captured)}, refunded ${money(refunded)}`,
    ...payment.ledger.map(({ at, kind, amount, key }) =>
      indent(`${clock(at)} ${mood(paint, kind, 10)} ${money(amount).padStart(12)}  ${paint('dim', key)}`),
    ),
  ];
};

const stockLines = (orderId: string, books: readonly ReservationBook[], paint: Paint): readonly string[] => [
  paint('bold', 'Stock'),
  ...books.flatMap(({ productId, stock, reservations }) => [
    indent(
      `${productId}  available ${stock.available}, on hand ${stock.onHand}, reserved ${stock.reserved}, sold ${stock.sold}, received ${stock.received}`,
    ),
    ...reservations
      .filter(({ key }) => key.startsWith(`${orderId}:`))
      .map(({ key, status, quantity, at }) =>
        indent(indent(`${clock(at)} ${mood(paint, status, 10)} ${quantity}  ${paint('dim', key)}`)),
      ),
  ]),
];

const shipmentLine = (shipment: Shipment | undefined, paint: Paint): string => {
  if (!shipment) return `${paint('bold', 'Shipment')} none`;
  const { status, carrier, trackingNumber, bookedAt, dispatchedAt, deliveredAt } = shipment;
  const moved = `booked ${when(bookedAt)}, dispatched ${when(dispatchedAt)}, delivered ${when(deliveredAt)}`;
  return `${paint('bold', 'Shipment')} ${mood(paint, status)}  ${carrier} ${trackingNumber}  ${moved}`;
};

const messageLine = (message: QueuedMessage, paint: Paint): string => {
  const { queue, deadLetter, topic, id, time, where, receives } = message;
  const line = `${queue}: ${topic} ${id} of ${when(time)}, ${where}, received ${times(receives)}`;
  return deadLetter ? paint('red', line) : line;
};

const messageLines = ({ record, messages }: Dossier, paint: Paint): readonly string[] => {
  const owed = (record?.owed ?? []).map(({ topic, id }) => `owed by the order: ${topic} ${id}`);
  const lines = [...owed, ...messages.map((message) => messageLine(message, paint))];
  return lines.length === 0
    ? [`${paint('bold', 'Messages')} none in any queue`]
    : [paint('bold', 'Messages'), ...lines.map(indent)];
};

const mailLines = ({ mails }: Dossier, paint: Paint): readonly string[] =>
  mails.length === 0
    ? [`${paint('bold', 'Mails')} none`]
    : [
        paint('bold', 'Mails'),
        ...mails.map(({ sentAt, channel, status, subject }) =>
          indent(`${clock(sentAt)} ${channel} ${mood(paint, status, 7)} ${subject}`),
        ),
      ];

const requestLine = ({ requestId, traceId = '–', firstAt, services, lines }: LoggedRequest, paint: Paint): string =>
  `${clock(firstAt)} request ${requestId}  trace ${traceId}  ${paint('dim', `${lines} lines of ${services.join(', ')}`)}`;

const shown = 5;

const logLines = ({ requests }: Dossier, paint: Paint): readonly string[] => {
  const [first] = requests;
  if (!first) return [`${paint('bold', 'Logs')} nothing about it in .mercato/logs`];
  const more = requests.length - shown;
  return [
    `${paint('bold', 'Logs')}  ${paint('dim', `grep -h ${first.requestId} .mercato/logs/*.log`)}`,
    ...requests.slice(0, shown).map((request) => indent(requestLine(request, paint))),
    ...(more > 0 ? [indent(`… and ${more} more`)] : []),
  ];
};

/** An order's dossier for one screen of a terminal. Times of day are UTC. */
export const format = (dossier: Dossier, paint: Paint): string => {
  const { id, record } = dossier;
  const lines = record
    ? [
        ...heading(record, paint),
        ...saga('Checkout', record.checkout, paint),
        ...(record.cancel ? saga('Cancellation', record.cancel, paint) : []),
        ...history(record, paint),
        ...ledger(dossier.payment, paint),
        ...stockLines(id, dossier.stock, paint),
        shipmentLine(dossier.shipment, paint),
      ]
    : [`${paint('bold', `Order ${id}`)}  ${mood(paint, 'accepted')}: recorded, not begun yet`];
  return [...lines, ...messageLines(dossier, paint), ...mailLines(dossier, paint), ...logLines(dossier, paint)].join(
    '\n',
  );
};

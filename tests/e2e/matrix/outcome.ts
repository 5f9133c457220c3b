import { orderApi, type OrderRecord, orderRecord } from '@mercato/contracts/order';
import { patiently } from '@mercato/conservation';
import type { World } from '../../support/world.ts';
import type { Attempt } from './attempt.ts';
import type { Expected } from '../../matrix/document.ts';

export interface Outcome extends Expected {
  readonly met: number;
}

type Entry = OrderRecord['timeline'][number];

const words: Readonly<Record<string, string>> = {
  'undo reserve-stock': 'release',
  'undo authorize-payment': 'void',
  'undo book-shipment': 'call off',
  'undo capture-payment': 'void',
  'step cancel-shipment': 'call off',
  'step refund-payment': 'refund',
  'step return-stock': 'release',
  'refund refund': 'refund',
};

/** What the order asked to be given back, in order, as its own timeline tells it. */
const givenBack = (timeline: readonly Entry[]): readonly string[] =>
  timeline.flatMap(({ kind, name }) => words[`${kind} ${name}`] ?? []).filter((word, i, all) => word !== all[i - 1]);

const statusOf = ({ order: { status, payment } }: OrderRecord): string =>
  status === 'processing' && payment.refunded?.amount ? 'partly refunded' : status;

/** How a cell ended, and its order's history for those who must find out why. */
export const outcomeOf = async (
  { admin, shop }: World,
  attempt: Attempt,
): Promise<{ readonly outcome: Outcome; readonly history: string }> => {
  const { orderId } = attempt.deal;
  const { met } = attempt;
  const client = admin.at(shop.app('order').url, shop.asGateway);
  const { status, body } = await patiently(client, orderApi.getRecord, { params: { id: orderId } });
  const record = orderRecord.safeParse(body).data;
  if (!record) return { outcome: { met, status: `not begun (${status})`, givenBack: [] }, history: orderId };
  const told = record.timeline.map((e) => `${e.at} ${e.kind} ${e.name} ${e.outcome} ${e.detail ?? ''}`);
  const outcome = { met, status: statusOf(record), givenBack: givenBack(record.timeline) };
  return { outcome, history: [`order ${orderId}`, ...told].join('\n') };
};

import type { Caller } from '@mercato/kit/auth';
import type { ServerSentEvent } from '@mercato/kit/service';
import { isFinal } from '../domain/order-status.ts';
import type { OrderDeps } from './deps.ts';
import { findOrder } from './find-order.ts';

export interface Streaming {
  readonly orderId: string;
  readonly caller: Caller;
  readonly lastEventId: string | undefined;
}

const pauseMs = 300;
// Shorter than the timeouts on the way, which would cut it hard: the client comes again with Last-Event-ID.
const longestMs = 24_000;
const comeAgainMs = 1_000;

/** What happened to an order and what happens next, as it happens. Access is judged before the first byte. */
export const streamOrder = async (
  deps: Pick<OrderDeps, 'orders' | 'acceptances' | 'clock'>,
  { orderId, caller, lastEventId }: Streaming,
): Promise<AsyncIterable<ServerSentEvent>> => {
  await findOrder(deps, orderId, caller);
  return entriesAfter(deps, orderId, seqOf(lastEventId));
};

const seqOf = (lastEventId: string | undefined): number =>
  lastEventId !== undefined && /^\d{1,9}$/.test(lastEventId) ? Number(lastEventId) : 0;

async function* entriesAfter(
  { orders, clock }: Pick<OrderDeps, 'orders' | 'clock'>,
  orderId: string,
  after: number,
): AsyncGenerator<ServerSentEvent> {
  let seen = after;
  for (const until = clock.now() + longestMs; clock.now() < until; await clock.sleep(pauseMs)) {
    const order = (await orders.load(orderId))?.state;
    for (const entry of order?.timeline ?? []) {
      if (entry.seq <= seen) continue;
      seen = entry.seq;
      yield { id: String(entry.seq), event: entry.kind, retry: comeAgainMs, data: entry };
    }
    if (order && isFinal(order.status)) return;
  }
}

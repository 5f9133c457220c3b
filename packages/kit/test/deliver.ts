import type { Subscription } from '../src/messaging/index.ts';
import type { ServiceOptions } from '../src/service/index.ts';
import { buildShop, capturedLog, makeThing, on, type ShopApi, thingMade } from './shop.ts';

export const event = {
  specversion: '1.0',
  id: 'evt-1',
  source: 'mercato/product',
  type: thingMade.topic,
  topic: thingMade.topic,
  time: '2026-01-01T00:00:00.000Z',
  requestid: 'req-1',
  data: { thingId: 't1', size: 3 },
};
export type Handle = Subscription['handle'];
/** Handles a message by doing nothing. */
export const nothing: Handle = async () => {};

/** Delivers one message to a service of its own, as the sidecar does. */
export const deliver = async (
  handle: Handle,
  payload: unknown = event,
  options: Partial<ServiceOptions<ShopApi>> = {},
  headers: Record<string, string> = {},
) => {
  const { logger, lines } = capturedLog();
  const subscriptions = [on(thingMade, handle), on(makeThing, handle)];
  const app = await buildShop({ logger, subscriptions, ...options });
  const topic = (payload as { topic?: string } | null)?.topic === makeThing.topic ? makeThing.topic : thingMade.topic;
  const response = await app.inject({
    method: 'POST',
    url: `/subscriptions/${topic}`,
    headers: { 'content-type': 'application/cloudevents+json', ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
  await app.close();
  return { response, lines };
};

export const success = { status: 'SUCCESS' };
export const retry = { status: 'RETRY' };

import type { DeadLetter } from '../data/types.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const orderIdIn = (event: unknown): unknown => {
  if (typeof event !== 'object' || event === null || !('data' in event)) return undefined;
  const { data } = event;
  return typeof data === 'object' && data !== null && 'orderId' in data ? data.orderId : undefined;
};

/** The order that a letter is about, by its data or else by the subject of an order's own message. */
export const orderIn = ({
  topic,
  subject,
  event,
}: Pick<DeadLetter, 'topic' | 'subject' | 'event'>): string | undefined => {
  const named = orderIdIn(event) ?? (topic.startsWith('order-') ? subject : undefined);
  return typeof named === 'string' && uuid.test(named) ? named : undefined;
};

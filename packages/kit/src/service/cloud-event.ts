import type { MessageContract } from '@mercato/contracts/shared';
import { z } from 'zod';
import { errors } from '../errors/index.ts';
import type { Incoming } from '../messaging/index.ts';

const envelope = z.object({
  id: z.string().min(1).max(256),
  type: z.string().optional(),
  topic: z.string().optional(),
  time: z.string().default(''),
  data: z.unknown(),
  traceparent: z.string().optional().catch(undefined),
  requestid: z.string().optional().catch(undefined),
});
export type Envelope = z.output<typeof envelope>;

/** The id of whatever was delivered, as far as it has one. */
export const eventIdOf = (body: unknown): string => {
  const id = typeof body === 'object' && body !== null && 'id' in body ? body.id : undefined;
  return typeof id === 'string' ? id.slice(0, 256) : '';
};

/** The event around a message. Throws `event.malformed`. */
export const parseEnvelope = (contract: MessageContract, body: unknown): Envelope => {
  const event = parse(contract, envelope, body, 'envelope');
  // Another version comes as another type: read as this one, it could be misunderstood without a sign.
  const { topic = contract.topic, type = contract.topic } = event;
  if (topic !== contract.topic) throw errors.malformedMessage(contract.topic, `it belongs to the topic ${topic}`);
  if (type !== contract.topic) throw errors.malformedMessage(contract.topic, `it is of the type ${type}`);
  return event;
};

/** The message in an event, by its contract. Throws `event.malformed`. */
export const parseMessage = (contract: MessageContract, event: Envelope): Incoming<unknown> => ({
  id: event.id,
  topic: contract.topic,
  time: event.time,
  data: parse(contract, contract.data, event.data, 'data'),
  ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
});

const parse = <S extends z.ZodType>(
  contract: MessageContract,
  schema: S,
  value: unknown,
  what: string,
): z.output<S> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw errors.malformedMessage(contract.topic, `${what}: ${reasons.join('; ')}`);
};

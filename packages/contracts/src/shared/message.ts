import type { z } from 'zod';

export const serviceNames = [
  'gateway',
  'user',
  'product',
  'order',
  'notification',
  'payment',
  'cart',
  'shipping',
  'analytics',
  'operations',
] as const;
/** A deployable, which is also its Dapr app id. */
export type ServiceName = (typeof serviceNames)[number];

/**
 * One topic. An `event` is a fact its owner publishes; a `command` asks its owner for work and is the record that it will be done.
 * The topic's name is `<owner>-<what>-v<N>`: letters, digits and hyphens only, since Dapr strips the rest.
 */
export interface MessageContract<D extends z.ZodObject = z.ZodObject> {
  readonly topic: string;
  readonly kind: 'event' | 'command';
  readonly owner: ServiceName;
  readonly consumers: readonly ServiceName[];
  readonly summary: string;
  /** The field of `data` that holds the aggregate's id; it becomes the CloudEvent's `subject`. */
  readonly key: keyof z.infer<D> & string;
  readonly data: D;
}

/** Keeps the type of a message's data. */
export const defineMessage = <const M extends MessageContract>(message: M): M => message;

/** The data of a message, after parsing. */
export type DataOf<M extends MessageContract> = z.infer<M['data']>;

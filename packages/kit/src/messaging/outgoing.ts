import type { DataOf, MessageContract } from '@mercato/contracts/shared';
import { uuidV5 } from '../ids/index.ts';

/** A message that is owed: stored with the aggregate that owes it, published at least once with the same id. */
export interface Outgoing {
  readonly id: string;
  readonly kind: 'event' | 'command';
  readonly topic: string;
  readonly subject: string;
  /** ISO 8601. */
  readonly time: string;
  readonly data: object;
}

/** Sends a message durably: when it returns, the broker holds it. Throws `dependency.unavailable` or `dependency.timeout`. */
export interface Publisher {
  publish(message: Outgoing): Promise<void>;
}

/**
 * A message of a contract. Its id comes from topic, subject and `distinct` (the aggregate's version for an event, the
 * command's id for a command), so that publishing it again is recognised as a repetition.
 */
export const outgoing = <M extends MessageContract>(
  contract: M,
  data: DataOf<M>,
  options: { readonly distinct: string | number; readonly time: string },
): Outgoing => {
  const subject = String((data as Record<string, unknown>)[contract.key]);
  return {
    id: uuidV5(contract.topic, subject, String(options.distinct)),
    kind: contract.kind,
    topic: contract.topic,
    subject,
    time: options.time,
    data,
  };
};

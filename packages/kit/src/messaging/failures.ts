import type { ErrorCode } from '@mercato/contracts/shared';
import { hashOf } from '../ids/index.ts';

/** Why a message was not handled: what an operator needs who finds it in the dead-letter queue. */
export interface FailedMessage {
  readonly eventId: string;
  readonly topic: string;
  readonly code: ErrorCode;
  readonly reason: string;
  /** ISO 8601. */
  readonly at: string;
}

/** The name that an event's id goes by: the id comes from whoever made the message, and a key must not hold just anything. */
export const failureName = (eventId: string): string =>
  /^[A-Za-z0-9-]{1,64}$/.test(eventId) ? eventId : hashOf(eventId);

/** Where a service keeps, among its own state, why it could not handle a message. */
export const failureKey = (eventId: string): string => `failure:${failureName(eventId)}`;

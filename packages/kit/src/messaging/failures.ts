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

/** Where a service keeps, among its own state, why it could not handle a message. */
export const failureKey = (eventId: string): string =>
  // The id comes from whoever made the message, and a key must not hold just anything.
  `failure:${/^[A-Za-z0-9-]{1,64}$/.test(eventId) ? eventId : hashOf(eventId)}`;

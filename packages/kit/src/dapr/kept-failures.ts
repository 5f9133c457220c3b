import { type FailedMessage, failureKey } from '../messaging/index.ts';
import type { Notes } from '../state/index.ts';

/** Keeps why a message failed under `failure:<eventId>`, where `npm run dlq` finds it. */
export const keptFailures =
  (notes: Notes) =>
  (failure: FailedMessage): Promise<void> =>
    notes.keep(failureKey(failure.eventId), failure);

import { type FailedMessage, failureKey } from '../messaging/index.ts';
import type { Notes, StateStore } from '../state/index.ts';

/** Keeps why a message failed under `failure:<eventId>`, where `npm run dlq` finds it. */
export const keptFailures =
  (notes: Notes) =>
  (failure: FailedMessage): Promise<void> =>
    notes.keep(failureKey(failure.eventId), failure);

/** Finds what was kept, by the name that the event's id goes by. */
export const readFailures =
  (store: Pick<StateStore, 'get'>) =>
  async (name: string): Promise<FailedMessage | undefined> =>
    (await store.get<FailedMessage>(failureKey(name)))?.value;

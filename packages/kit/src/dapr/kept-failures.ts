import { hashOf } from '../ids/index.ts';
import type { OnPoison } from '../service/index.ts';
import type { StateStore } from '../state/index.ts';
import { type Clock, iso } from '../time/index.ts';

// The id comes from whoever made the message, and a key must not hold just anything.
const keyOf = (eventId: string): string => `poison:${/^[A-Za-z0-9-]{1,64}$/.test(eventId) ? eventId : hashOf(eventId)}`;

/** Keeps under `poison:<eventId>` why a message cannot be read; of its repetitions only the first is written. */
export const keptPoison =
  (store: StateStore, clock: Clock): OnPoison =>
  async (eventId, topic, reason) => {
    await store.create(keyOf(eventId), { eventId, topic, reason, at: iso(clock.now()) });
  };

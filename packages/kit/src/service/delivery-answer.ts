/** What may come of a delivery. */
export const outcomes = ['done', 'refused', 'retried', 'malformed'] as const;
export type Outcome = (typeof outcomes)[number];

/** What Dapr is told. There is no third word: DROP deletes the message. */
export interface DeliveryAnswer {
  readonly code: 200 | 503;
  readonly body: { readonly status: 'SUCCESS' | 'RETRY' };
}

export const done: DeliveryAnswer = { code: 200, body: { status: 'SUCCESS' } };

/** The sidecar tries again while it holds the message. */
const retry: DeliveryAnswer = { code: 200, body: { status: 'RETRY' } };

/**
 * The message goes back to its queue at once, and after some receives to the dead letters. What no try can mend must not hold one of the sidecar's few slots for as
 * long as that one tries: a little poison would starve everything else.
 */
export const backToQueue: DeliveryAnswer = { code: 503, body: { status: 'RETRY' } };

export const answerTo: Readonly<Record<Outcome, DeliveryAnswer>> = {
  done,
  refused: done,
  retried: retry,
  malformed: backToQueue,
};

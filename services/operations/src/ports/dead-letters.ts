import type { operationsApi, RedriveRequest } from '@mercato/contracts/operations';
import type { z } from 'zod';

type Answer<K extends keyof typeof operationsApi> = (typeof operationsApi)[K]['answers'] extends {
  readonly 200: infer A extends z.ZodType;
}
  ? z.output<A>
  : never;

/** Told of each message before it is touched. */
export type Told = (what: string) => Promise<void>;

/** The dead-letter queues. Each throws `queue.not_found`, or `dependency.unavailable` while the queue service is away. */
export interface DeadLetterOffice {
  list(): Promise<Answer<'listDeadLetterQueues'>>;
  show(queue: string): Promise<Answer<'showDeadLetters'>>;
  redrive(queue: string, asked: RedriveRequest): Promise<Answer<'redriveDeadLetters'>>;
  /** Deletes nothing that `told` refuses. */
  discard(queue: string, ids: readonly string[], told: Told): Promise<Answer<'discardDeadLetters'>>;
  /** Puts a message that nobody can read into a queue; answers the event's id. */
  poison(queue: string): Promise<string>;
  /** Both names of a queue, if there is one. */
  named(queue: string): { readonly queue: string; readonly source: string };
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { SqsClient } from '../aws-sqs.ts';
import { queueUrl } from '../queue-url.ts';
import { openEnvelope } from '../envelope.ts';
import { moveMessages } from '../move-messages.ts';
import type { Audit } from './audit.ts';
import { isAskedFor } from './letters.ts';
import type { DeadLetterQueue } from './queues.ts';

export interface Redriven {
  readonly moved: number;
  /** Ids that were asked for and lie in the queue no more, or never did. */
  readonly missing: readonly string[];
  /** How far the service's own task has come. */
  readonly task?: string;
}

export interface RedriveDeps {
  readonly sqs: SqsClient;
  readonly audit: Audit;
  /** How long to watch the service's own task. */
  readonly watchMs?: number;
}

/** Sends dead letters back to the queue they come from, in the envelope they came in. */
export const redrive = async (
  queue: DeadLetterQueue,
  ids: readonly string[] | 'all',
  deps: RedriveDeps,
): Promise<Redriven> => {
  await deps.audit({ action: 'redrive', queue: queue.name, what: ids });
  const from = await queueUrl(deps.sqs, queue.name);
  if (ids === 'all') return (await redriveByTask(queue, from, deps)) ?? (await redriveOneByOne(queue, from, ids, deps));
  return redriveOneByOne(queue, from, ids, deps);
};

/** SQS's own task moves all there is, without handing it out. Undefined where the service has none. */
const redriveByTask = async (
  { source }: DeadLetterQueue,
  from: string,
  { sqs, watchMs = 60_000 }: RedriveDeps,
): Promise<Redriven | undefined> => {
  const arnOf = async (url: string): Promise<string> => (await sqs.getQueueAttributes(url))['QueueArn'] ?? '';
  const arn = await arnOf(from);
  // SQS knows where a message came from only if it moved it here itself: what an app put aside needs to be told.
  if (!(await sqs.startMoveTask(arn, await arnOf(await queueUrl(sqs, source))))) return undefined;
  const end = performance.now() + watchMs;
  for (;;) {
    const { status = 'RUNNING', moved = 0, failure } = (await sqs.moveTask(arn)) ?? {};
    if (status === 'FAILED') throw new Error(`the move task failed after ${moved} messages: ${failure ?? 'no reason'}`);
    if (status !== 'RUNNING' || performance.now() >= end) return { moved, missing: [], task: status };
    await sleep(Math.min(1_000, watchMs));
  }
};

const redriveOneByOne = async (
  queue: DeadLetterQueue,
  from: string,
  ids: readonly string[] | 'all',
  { sqs }: RedriveDeps,
): Promise<Redriven> => {
  const to = await queueUrl(sqs, queue.source);
  const moved = await moveMessages(sqs, { from, to }, (message) => ids === 'all' || isAskedFor(message, ids));
  const found = new Set(moved.flatMap(({ id, body }) => [id, openEnvelope(body).id]));
  return { moved: moved.length, missing: ids === 'all' ? [] : ids.filter((id) => !found.has(id)) };
};

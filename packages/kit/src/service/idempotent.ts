import { asDomainError } from '../errors/index.ts';
import { hashOf } from '../ids/index.ts';
import type { IdempotencyStore, KeptAnswer, Running } from '../idempotency/index.ts';
import type { Logger } from '../telemetry/index.ts';
import { toProblem } from './problem.ts';
import type { RouteReply } from './reply.ts';
import { freshContext } from './runtime.ts';

/** For the record alone: a request that used up its time must not leave its key blocked for those who try again. */
const settleMs = 2_000;

export interface KeyedRequest {
  readonly routeId: string;
  readonly subject: string;
  readonly key: string;
  readonly requestId: string;
  /** What makes it the same request. */
  readonly input: unknown;
}

/** Runs `work` once per key: a repetition gets the first answer again. */
export const answerOnce = async (
  store: IdempotencyStore,
  request: KeyedRequest,
  log: Logger,
  work: () => Promise<RouteReply>,
): Promise<RouteReply> => {
  const { routeId, subject, key, input, requestId } = request;
  const inTime = freshContext(requestId, settleMs);
  // The key salts the hash, so that a stored hash does not help to guess a password in the request.
  const begun = await store.begin({ routeId, subject, key, requestHash: hashOf([key, input]) });
  if (begun.kind === 'replay') return replay(begun.answer);
  try {
    const answer = await work();
    await inTime(() => settle(begun, answer, log));
    return answer;
  } catch (error) {
    const { status, body, headers } = toProblem(asDomainError(error), requestId);
    await inTime(() => settle(begun, { status, body, headers }, log));
    throw error;
  }
};

const replay = (answer: KeptAnswer): RouteReply => ({
  ...answer,
  headers: { ...answer.headers, 'idempotent-replayed': 'true' },
});

/** The answer stands even when it cannot be kept: then a repetition runs again, and finds its work done. */
const settle = async (running: Running, answer: RouteReply, log: Logger): Promise<void> => {
  const { status, body, headers } = answer;
  const final = status < 500 && status !== 429 && !answer.stream;
  try {
    if (final)
      await running.finish({ status, ...(body === undefined ? {} : { body }), ...(headers ? { headers } : {}) });
    else await running.abandon();
  } catch (error) {
    log.warn({ err: error }, 'the first answer to an idempotency key could not be kept');
  }
};

import { createHash } from 'node:crypto';
import { openEnvelope, type Opened } from '../envelope.ts';
import { peek, type Peeked, type QueueSource } from '../peek.ts';
import { diagnose } from './diagnose.ts';
import type { DeadLetterQueue } from './queues.ts';
import type { Reasons } from './reasons.ts';
import { redact, scrub } from './redact.ts';

/** Why a message lies here, and who says so. */
export interface Why {
  readonly reason: string;
  readonly code: string | null;
  readonly at: string | null;
  /** The app that could not handle it, or we, by looking at the message; nobody where neither knows. */
  readonly saidBy: 'app' | 'message' | 'nobody';
}

/** A dead letter as an operator may see it. Nothing in it is secret, or could move a terminal. */
export interface Letter {
  readonly queue: string;
  readonly messageId: string;
  readonly eventId: string;
  readonly topic: string;
  readonly subject: string;
  readonly traceId: string | null;
  readonly requestId: string | null;
  readonly sentAt: string | null;
  readonly firstReceivedAt: string | null;
  readonly attempts: number;
  readonly why: Why;
  readonly event: unknown;
}

export interface LetterSources {
  readonly queues: QueueSource;
  readonly reasons: Reasons;
}

/** What lies in a dead-letter queue, oldest first. */
export const readLetters = async (
  queue: DeadLetterQueue,
  sources: LetterSources,
  most?: number,
): Promise<readonly Letter[]> => {
  const found = await peek(queue.name, sources.queues, most);
  const oldestFirst = found.toSorted((a, b) => (a.sentAt ?? 0) - (b.sentAt ?? 0));
  return Promise.all(oldestFirst.map((message) => letterOf(queue, message, sources)));
};

/** By the message's own id or that of its event. */
export const isAskedFor = ({ id, body }: Pick<Peeked, 'id' | 'body'>, ids: readonly string[]): boolean =>
  ids.includes(id) || ids.includes(openEnvelope(body).id);

export const letterOf = async (
  queue: DeadLetterQueue,
  message: Peeked,
  sources: Pick<LetterSources, 'reasons'>,
): Promise<Letter> => {
  const opened = openEnvelope(message.body);
  return {
    queue: queue.name,
    messageId: scrub(message.id),
    eventId: scrub(opened.id),
    topic: scrub(opened.topic ?? opened.type),
    subject: scrub(opened.subject),
    traceId: traceIn(opened),
    requestId: textIn(opened, 'requestid'),
    sentAt: isoOf(message.sentAt),
    firstReceivedAt: isoOf(message.firstReceivedAt),
    attempts: message.receives,
    why: await whyOf(queue, opened, sources.reasons),
    event: opened.event === undefined ? unreadable(message.body) : redact(opened.event),
  };
};

const isoOf = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString());

const textIn = ({ event }: Opened, name: string): string | null => {
  const value = event?.[name];
  return typeof value === 'string' ? scrub(value.slice(0, 128)) : null;
};

const traceIn = ({ event }: Opened): string | null => {
  const form = /^[0-9a-f]{2}-([0-9a-f]{32})-/;
  return form.exec(typeof event?.['traceparent'] === 'string' ? event['traceparent'] : '')?.[1] ?? null;
};

const unreadable = (body: string): string =>
  `[not shown: ${Buffer.byteLength(body)} bytes, SHA-256 ${createHash('sha256').update(body).digest('hex')}]`;

const whyOf = async (queue: DeadLetterQueue, opened: Opened, reasons: Reasons): Promise<Why> => {
  const kept = opened.id === '' ? undefined : await reasons(queue.app, opened.id).catch(asError);
  if (kept && !(kept instanceof Error))
    return { reason: scrub(kept.reason), code: scrub(kept.code), at: scrub(kept.at), saidBy: 'app' };
  const seen = diagnose(opened, queue);
  if (seen !== undefined) return { reason: scrub(seen), code: null, at: null, saidBy: 'message' };
  const nothing = kept
    ? `what ${queue.app} kept of it cannot be read: ${scrub(kept.message)}`
    : `${queue.app} kept no reason: it could not be reached, or ended while it was at it`;
  return { reason: nothing, code: null, at: null, saidBy: 'nobody' };
};

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

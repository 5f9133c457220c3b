import type { Channel, Notification } from '@mercato/contracts/notification';
import { errors } from '@mercato/kit/errors';
import { iso } from '@mercato/kit/time';
import type { Values } from '../domain/compile-template.ts';
import type { Content } from '../domain/content.ts';
import { channel as channelErrors } from '../domain/errors.ts';
import type { Recipient } from '../ports/senders.ts';
import type { NotificationDeps } from './notification-deps.ts';
import { sendOver } from './send-over.ts';

/** The message that causes a notification. */
export interface Cause {
  readonly id: string;
  readonly topic: string;
  readonly time: string;
}

interface Task {
  readonly cause: Cause;
  readonly channel: Channel;
  readonly content: Content;
  readonly values: Values;
}

const send = async (deps: NotificationDeps, task: Task, to: Recipient): Promise<'sent' | 'skipped'> => {
  const { cause, channel, content } = task;
  const rendered = deps.templates[content.template].render(task.values);
  try {
    const message = { ...rendered, eventId: cause.id, userId: content.userId, date: cause.time };
    return await sendOver[channel](deps.senders, message, to);
  } catch (error) {
    deps.metrics.ended(content.template, channel, 'failed');
    throw channelErrors.failed(channel, error);
  }
};

const recordOf = (deps: NotificationDeps, task: Task, id: string, status: Notification['status']): Notification => {
  const { userId, orderId, template } = task.content;
  const { subject, text } = deps.templates[template].renderForRecord(task.values);
  const sentAt = iso(deps.clock.now());
  return { id, userId, channel: task.channel, template, subject, text, orderId, status, sentAt };
};

// An order's mails come in pairs. Whatever else is sent may hold a key to the account: it goes where its owner is now.
const contactFor = ({ contacts }: NotificationDeps, { userId, orderId }: Content): Promise<Recipient | null> =>
  orderId === null ? contacts.of(userId) : contacts.lately(userId);

const sendAndRecord = async (deps: NotificationDeps, cause: Cause, channel: Channel, content: Content, id: string) => {
  const to = await contactFor(deps, content);
  const values = { name: to?.name ?? 'customer', ...content.values };
  const missing = deps.templates[content.template].missing(values);
  // Nobody can mend it, so it must not vanish either: it goes to the dead-letter queue, where somebody looks.
  if (missing.length) throw errors.malformedMessage(cause.topic, `${content.template} lacks ${missing.join(', ')}`);
  const task: Task = { cause, channel, content, values };
  const status = to ? await send(deps, task, to) : 'skipped';
  const kept = await deps.records.keep(recordOf(deps, task, id, status));
  deps.metrics.ended(content.template, channel, status);
  return kept;
};

/**
 * Sends what an event asks for over one channel, once. The record is written after the sending, so a crash in between
 * sends again, with the same Message-ID; the other way round a crash would lose the message for good.
 */
export const notify = async (deps: NotificationDeps, cause: Cause, channel: Channel, content: Content) => {
  const id = `${cause.id}:${channel}`;
  const known = await deps.records.find(id);
  const kept = known ? 'known' : await sendAndRecord(deps, cause, channel, content, id);
  await deps.listing.add(content.userId, id, { fresh: kept === 'new' });
};

import { messages } from '@mercato/contracts';
import type { Opened } from '../envelope.ts';
import type { DeadLetterQueue } from './queues.ts';

/**
 * What a message itself tells of why it could not be handled. The only source for what no app has ever seen: a sidecar
 * hands on nothing that it cannot read or has no handler for.
 */
export const diagnose = ({ topic, event, type }: Opened, queue: DeadLetterQueue): string | undefined => {
  if (topic === undefined) return 'no envelope of SNS around it: its sidecar could not read it';
  if (event === undefined) return 'no CloudEvent in it: it is not a JSON object';
  if (!queue.subscribes.includes(topic)) return `the topic ${topic} is none that ${queue.source} subscribes to`;
  if (type !== '' && type !== topic) return `it is of the type ${type}, on the topic ${topic}`;
  const parsed = messages.find((message) => message.topic === topic)?.data.safeParse(event['data']);
  const issues = parsed?.error?.issues.slice(0, 5) ?? [];
  if (issues.length > 0) return `data: ${issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ')}`;
  return undefined;
};

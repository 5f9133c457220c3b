import { z } from 'zod';

const notification = z.object({ Message: z.string(), TopicArn: z.string().default('') });
const object = z.record(z.string(), z.unknown());
const text = z.string().catch('');

/** What of a message's body can be read: SNS's envelope, and the CloudEvent in it. */
export interface Opened {
  /** Of SNS, by its name; undefined where the body is not what SNS sends. */
  readonly topic: string | undefined;
  /** Undefined where SNS's message is not JSON, or no object. */
  readonly event: Readonly<Record<string, unknown>> | undefined;
  /** As they stand in the event, or ''. */
  readonly id: string;
  readonly type: string;
  readonly subject: string;
}

export const parseJson = (json: string): unknown => {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
};

/** Opens whatever lies in a queue. Never fails: anything may lie there. */
export const openEnvelope = (body: string): Opened => {
  const outer = parseJson(body);
  const wrapped = notification.safeParse(outer).data;
  // A message put into a queue by hand has no envelope of SNS.
  const { data: event } = object.safeParse(wrapped ? parseJson(wrapped.Message) : outer);
  const { id, type, subject } = event ?? {};
  return {
    topic: wrapped?.TopicArn.split(':').pop(),
    event,
    id: text.parse(id),
    type: text.parse(type),
    subject: text.parse(subject),
  };
};

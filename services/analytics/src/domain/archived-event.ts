import type { ArchivedEvent } from '@mercato/contracts/analytics';
import { errors } from '@mercato/kit/errors';
import { hashOf } from '@mercato/kit/ids';
import type { Incoming } from '@mercato/kit/messaging';
import { iso } from '@mercato/kit/time';

type Data = Readonly<Record<string, unknown>>;

/** An event as it goes into the archive. `key` names the field of its data that holds the aggregate's id. */
export const archivedEvent = ({ id, topic, time, traceparent, data }: Incoming<Data>, key: string): ArchivedEvent => {
  const { version } = data;
  return {
    id,
    topic,
    subject: String(data[key]),
    time,
    version: Number.isSafeInteger(version) ? Number(version) : null,
    traceparent: traceparent ?? null,
    data: { ...data },
  };
};

/** The day of the event's own time, so that a repetition lies where the first one does, whenever it comes. */
const dayOf = ({ topic, time }: ArchivedEvent): string => {
  const ms = Date.parse(time);
  const day = Number.isNaN(ms) ? '' : iso(ms).slice(0, 10);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day))
    throw errors.malformedMessage(topic, `time: ${JSON.stringify(time)} is no time`);
  return day;
};

// Ids come from outside: one that is no plain name goes by its hash, and leads nowhere else.
const fileOf = ({ id }: ArchivedEvent): string => (/^[A-Za-z0-9_-]{1,128}$/.test(id) ? id : `~${hashOf(id)}`);

/** Where an event's object lies: `<topic>/<day>/<event id>.json`. */
export const keyOf = (event: ArchivedEvent): string => `${event.topic}/${dayOf(event)}/${fileOf(event)}.json`;

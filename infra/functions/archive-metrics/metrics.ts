import resources from '../../aws-resources.json' with { type: 'json' };

/** What S3 tells of objects that were made; keys are encoded as in a form. */
export interface ObjectsCreated {
  readonly Records: readonly { readonly s3: { readonly object: { readonly key: string; readonly size?: number } } }[];
}

interface Counts {
  readonly events: number;
  readonly bytes: number;
}

const topics: ReadonlySet<string> = new Set(resources.topics);

/** Objects lie at `<topic>/<day>/<event id>.json`. Only topics that there are become a metric's dimension: each is paid for. */
const topicOf = (key: string): string => {
  const [topic = ''] = decodeURIComponent(key.replaceAll('+', ' ')).split('/');
  return topics.has(topic) ? topic : 'other';
};

const countsByTopic = ({ Records }: ObjectsCreated): ReadonlyMap<string, Counts> => {
  const counts = new Map<string, Counts>();
  for (const { s3 } of Records) {
    const topic = topicOf(s3.object.key);
    const { events, bytes } = counts.get(topic) ?? { events: 0, bytes: 0 };
    counts.set(topic, { events: events + 1, bytes: bytes + (s3.object.size ?? 0) });
  }
  return counts;
};

const format = {
  Namespace: 'Mercato',
  Dimensions: [['Topic']],
  Metrics: [
    { Name: 'ArchivedEvents', Unit: 'Count' },
    { Name: 'ArchivedBytes', Unit: 'Bytes' },
  ],
};

/** One line of log for each topic, in the embedded format from which CloudWatch makes metrics. S3 may tell twice: they are estimates. */
export const metricsOf = (event: ObjectsCreated, now: number): readonly string[] =>
  [...countsByTopic(event)].map(([topic, { events, bytes }]) =>
    JSON.stringify({
      _aws: { Timestamp: now, CloudWatchMetrics: [format] },
      Topic: topic,
      ArchivedEvents: events,
      ArchivedBytes: bytes,
    }),
  );

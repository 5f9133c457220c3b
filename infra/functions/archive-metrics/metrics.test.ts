import { expect, it } from 'vitest';
import { metricsOf } from './metrics.ts';

const created = (...objects: { key: string; size?: number }[]) => ({
  Records: objects.map((object) => ({ s3: { object } })),
});
const read = (lines: readonly string[]) => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

it('counts events and bytes of each topic in the format that CloudWatch reads', () => {
  const event = created(
    { key: 'order-placed-v1/2026-11-28/a.json', size: 100 },
    { key: 'payment-captured-v1/2026-11-28/b.json', size: 30 },
    { key: 'order-placed-v1/2026-11-28/c.json', size: 50 },
  );
  expect(read(metricsOf(event, 1_000))).toEqual([
    {
      _aws: {
        Timestamp: 1_000,
        CloudWatchMetrics: [
          {
            Namespace: 'Mercato',
            Dimensions: [['Topic']],
            Metrics: [
              { Name: 'ArchivedEvents', Unit: 'Count' },
              { Name: 'ArchivedBytes', Unit: 'Bytes' },
            ],
          },
        ],
      },
      Topic: 'order-placed-v1',
      ArchivedEvents: 2,
      ArchivedBytes: 150,
    },
    expect.objectContaining({ Topic: 'payment-captured-v1', ArchivedEvents: 1, ArchivedBytes: 30 }),
  ]);
});

it.each(['../etc/passwd', 'no-such-topic-v1/2026-11-28/a.json', '', 'order%2Dplaced-v2/x.json'])(
  'lets %j be no topic of its own',
  (key) => {
    expect(read(metricsOf(created({ key }), 0))).toMatchObject([
      { Topic: 'other', ArchivedEvents: 1, ArchivedBytes: 0 },
    ]);
  },
);

it('reads keys as S3 encodes them', () => {
  expect(read(metricsOf(created({ key: 'order%2Dplaced-v1/2026-11-28/a+b.json' }), 0))).toMatchObject([
    { Topic: 'order-placed-v1' },
  ]);
});

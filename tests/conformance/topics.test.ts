import { messages } from '@mercato/contracts';
import { serviceNames } from '@mercato/contracts/shared';
import { describe, expect, test } from 'vitest';
import { resourcesFile as resources, subscriptions } from './files.ts';

// What components-contrib leaves of a name: anything else is removed, and the topic would be another one.
const sanitised = (name: string): string => name.replaceAll(/[^A-Za-z0-9_-]/g, '').slice(0, 80);

const declared = subscriptions();
const topics = messages.map((m) => m.topic).toSorted();

describe('topics', () => {
  test('are declared once, in contracts, in infra and as subscriptions', () => {
    expect(resources.topics).toEqual(topics);
    expect([...declared.keys()]).toEqual(topics);
    expect(new Set(topics).size).toBe(topics.length);
  });

  test('keep their names on AWS, and so do queues', () => {
    const names = [...topics, ...resources.queues.flatMap((q) => [q.name, q.deadLetterQueue])];
    expect(names.filter((name) => sanitised(name) !== name)).toEqual([]);
  });

  test.each(messages.map((m) => [m.topic, m] as const))(
    '%s goes to its consumers by the path kit serves',
    (topic, m) => {
      expect(topic).toMatch(new RegExp(`^${m.owner}-[a-z-]+-v[1-9][0-9]*$`));
      expect(declared.get(topic)).toMatchObject({
        apiVersion: 'dapr.io/v2alpha1',
        metadata: { name: topic },
        spec: { topic, pubsubname: `${m.kind}s`, routes: { default: `/subscriptions/${topic}` } },
        scopes: [...m.consumers],
      });
      expect(m.consumers.length).toBeGreaterThan(0);
    },
  );
});

describe('the archive', () => {
  test('is given every event', () => {
    const missing = messages.filter((m) => m.kind === 'event' && !m.consumers.includes('analytics'));
    expect(missing.map((m) => m.topic)).toEqual([]);
  });

  test('keeps events for a week on AWS too', () => {
    expect(resources.bucket.expireAfterDays).toBeGreaterThan(7);
  });
});

describe('queues', () => {
  test('are those that somebody consumes, with all their topics and a dead-letter queue', () => {
    const expected = (['command', 'event'] as const).flatMap((kind) =>
      serviceNames.map((app) => ({
        name: `${app}-${kind}s`,
        deadLetterQueue: `${app}-${kind}s-dlq`,
        subscribes: messages.filter((m) => m.kind === kind && m.consumers.includes(app)).map((m) => m.topic),
      })),
    );
    const needed = expected.filter((queue) => queue.subscribes.length > 0);
    expect(resources.queues.map((q) => q.name).toSorted()).toEqual(needed.map((q) => q.name).toSorted());
    for (const queue of resources.queues) {
      const match = needed.find((q) => q.name === queue.name);
      expect(queue.deadLetterQueue).toBe(match?.deadLetterQueue);
      expect(queue.subscribes.toSorted()).toEqual(match?.subscribes.toSorted());
    }
  });
});

import { expect, it } from 'vitest';
import external from '../../telemetry/external-metrics.json' with { type: 'json' };
import { exposed } from '../../tests/conformance/exposition.ts';
import { exposition } from './queue-exposition.ts';

const states = [
  { queue: 'order-commands', waiting: 3, oldestSeconds: 12.5 },
  { queue: 'order-commands-dlq', waiting: 1, oldestSeconds: undefined },
];

it('tells of queues by the names and labels that rules and dashboards use', () => {
  const found = exposed(exposition(states));
  const wanted = external.filter(({ source }) => source === 'queues');
  for (const { name, type, labels } of wanted) {
    expect(found.get(name)).toEqual({ type, labels: new Set(labels) });
  }
  expect(found.size).toBe(wanted.length);
});

it('says nothing of what it does not know', () => {
  const lines = exposition(states).split('\n');
  expect(lines).toContain(
    'aws_sqs_approximate_number_of_messages_visible_maximum{dimension_QueueName="order-commands-dlq"} 1',
  );
  expect(lines.filter((line) => line.includes('age_of_oldest') && line.includes('-dlq'))).toEqual([]);
});

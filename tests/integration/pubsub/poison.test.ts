import { randomUUID } from 'node:crypto';
import { orderConfirmed, setOrderStatus } from '@mercato/contracts/order';
import { subscription } from '@mercato/kit/messaging';
import { queueUrl } from '@mercato/queues';
import { type Letter, redrive } from '@mercato/queues/dead-letters';
import { fromSns } from '@mercato/testkit/sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DaprWorld } from '../../support/dapr-world.ts';
import { deadLetters, depth, impatient, startImpatientWorld } from '../../support/dead-letter-world.ts';
import { queueNamed } from '../../../tools/dlq/queue-named.ts';
import { someEvent } from '../../support/messages.ts';
import { until } from '../../support/shopper.ts';

const topic = 'order-confirmed-v1';
const files = [
  'components/local/events.yaml',
  'components/local/events-dlq.yaml',
  'components/local/state.yaml',
  `subscriptions/${topic}.yaml`,
  'resiliency.yaml',
];

let world: DaprWorld;
beforeAll(async () => {
  world = await startImpatientWorld();
});
afterAll(() => world.stop());

/** A well-formed event of the topic, as its publisher would put it, with what makes it poison. */
const eventWith = (change: object): object => {
  const { id, subject, time, data } = someEvent();
  return { specversion: '1.0', id, type: topic, source: 'mercato/order', subject, time, data, ...change };
};
const wrongData = { ...someEvent().data, version: 'five' };

/** Each kind of poison by its name: what is published to the topic, and the reason that an operator is told. */
const published: Readonly<Record<string, readonly [string, Letter['why']['saidBy'], RegExp]>> = {
  'data that breaks the contract': [JSON.stringify(eventWith({ data: wrongData })), 'app', /data: version: /],
  'no data': [JSON.stringify(eventWith({ data: undefined })), 'app', /data: /],
  'data as text': [JSON.stringify(eventWith({ data: 'order o1' })), 'app', /data: /],
  'an unknown version': [JSON.stringify(eventWith({ type: 'order-confirmed-v9' })), 'app', /of the type .*-v9/],
  'the event of another topic': [
    JSON.stringify(eventWith({ topic: 'order-placed-v1' })),
    'app',
    /belongs to the topic order-placed-v1/,
  ],
  'no id': [JSON.stringify(eventWith({ id: undefined, data: wrongData })), 'message', /data: version: /],
  'an empty object': ['{}', 'message', /data: /],
  'a list': ['[1]', 'message', /not a JSON object/],
  null: ['null', 'message', /not a JSON object/],
  'text that is no JSON': ['order o1 is confirmed', 'message', /not a JSON object/],
};

/** What lies in the queue without having come by the topic. */
const inQueue: Readonly<Record<string, readonly [string, RegExp]>> = {
  'no envelope of SNS': ['hello', /no envelope of SNS/],
  'a topic that nobody handles': [fromSns(eventWith({}), 'order-confirmed-v9'), /the topic order-confirmed-v9 is none/],
};

// By the sidecar: a list, text, and what did not come by the topic. Of null it makes an event.
const unreadable = 4;

it('all poison ends in the dead-letter queue with its reason, none is dropped, and what is good is done', async () => {
  const done = new Set<string>();
  await world.service({ appId: 'cart', files, edit: impatient }, () => [
    subscription(orderConfirmed, async ({ id }) => void done.add(id)),
  ]);
  const order = await world.sidecar({ appId: 'order', files: files.slice(0, 1) });
  const { sns, sqs } = world.aws.client;
  const arn = await sns.createTopic(topic);
  const kinds = [...Object.values(published), ...Object.values(inQueue)].length;

  for (const [text] of Object.values(published)) await sns.publish(arn, text);
  for (const [body] of Object.values(inQueue)) await sqs.sendMessage(await queueUrl(sqs, 'cart-events'), body);
  const good = Array.from({ length: 20 }, () => someEvent());
  for (const event of good) await order.platform.publisher.publish(event);
  await until('every good event', () => (good.every(({ id }) => done.has(id)) ? true : undefined));

  const letters = await deadLetters(world, 'cart-events', kinds);
  expect(await depth(world, 'cart-events')).toBe(0);
  expect(done.size).toBe(good.length);
  const told = letters.map(({ why }) => `${why.saidBy}: ${why.reason}`);
  for (const [name, [, saidBy, reason]] of Object.entries(published)) {
    expect([name, told.some((line) => line.startsWith(saidBy) && reason.test(line)), told]).toEqual([name, true, told]);
  }
  for (const [name, [, reason]] of Object.entries(inQueue)) {
    expect([name, told.some((line) => reason.test(line))]).toEqual([name, true]);
  }
  expect(letters).toHaveLength(kinds);
  // What the sidecar cannot read had all its receives; what the app could not, it put there itself, at the first.
  expect(letters.filter(({ attempts }) => attempts > 10)).toHaveLength(unreadable);
  expect(letters.filter(({ attempts }) => attempts <= 2)).toHaveLength(kinds - unreadable);
});

it('what an app put aside comes back to it when it is sent back', async () => {
  const { sqs } = world.aws.client;
  const [letter] = await deadLetters(world, 'cart-events', 1);
  if (letter?.why.saidBy !== 'app') throw new Error('the oldest dead letter is not the app’s');
  const deps = { sqs, endpoint: world.aws.endpoints.snssqs, audit: async () => undefined };
  expect(await redrive(queueNamed('cart-events'), [letter.messageId], deps)).toMatchObject({ moved: 1, missing: [] });
  // It is still poison, so the app that met it again put it aside again.
  const again = await until('the letter', async () =>
    (await deadLetters(world, 'cart-events', 1)).find(
      ({ eventId, messageId }) => eventId === letter.eventId && messageId !== letter.messageId,
    ),
  );
  expect(again.attempts).toBeLessThanOrEqual(2);
});

it('poison is left to its queue while the app cannot put it aside', async () => {
  const topicOfOrder = 'order-set-status-v1';
  const commands = ['components/local/commands.yaml', `subscriptions/${topicOfOrder}.yaml`, 'resiliency.yaml'];
  await world.service({ appId: 'order', files: commands, edit: impatient }, () => [
    subscription(setOrderStatus, () => Promise.resolve()),
  ]);
  const { sns } = world.aws.client;
  await sns.publish(await sns.createTopic(topicOfOrder), JSON.stringify({ ...eventWith({}), type: topicOfOrder }));
  expect(await deadLetters(world, 'order-commands', 1)).toMatchObject([{ attempts: 11 }]);
});

it('what an app keeps of poison lies in the table, readable and with an end', async () => {
  const id = randomUUID();
  const { sns, dynamodb } = world.aws.client;
  await sns.publish(await sns.createTopic(topic), JSON.stringify(eventWith({ id, data: wrongData })));
  const item = await until('the note', () => dynamodb.getItem('mercato', { key: { S: `cart||failure:${id}` } }));
  expect(JSON.parse(item['value']?.S ?? '')).toMatchObject({ eventId: id, topic, code: 'event.malformed' });
  const days = (Number(item['expiresAt']?.N) - Date.now() / 1_000) / 86_400;
  expect(days).toBeGreaterThan(14);
  expect(days).toBeLessThan(16);
});

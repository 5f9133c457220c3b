import { type MessageContract, serviceNames } from '@mercato/contracts/shared';
import { z } from 'zod';
import { namedSchemas } from './json-schema.ts';
import { published } from './published.ts';
import { messages } from './topics.ts';

type Json = Record<string, unknown>;

const pointer = (...parts: string[]): Json => ({ $ref: `#/${parts.join('/')}` });

/** All named schemas at once, so that each stands in components a single time. */
const componentSchemas = (): Json => {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of namedSchemas()) registry.add(schema, { id });
  for (const m of messages) registry.add(m.data, { id: m.topic });
  const { schemas } = z.toJSONSchema(registry, {
    io: 'output',
    override: published,
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(schemas)
      .toSorted(([a], [b]) => a.localeCompare(b, 'en'))
      .map(([id, { $schema: _dialect, $id: _id, ...schema }]) => [id, schema]),
  );
};

const envelope = (m: MessageContract): Json => ({
  type: 'object',
  required: ['specversion', 'id', 'source', 'type', 'subject', 'time', 'datacontenttype', 'data'],
  properties: {
    specversion: { const: '1.0' },
    id: { type: 'string', description: 'The same for every repetition: deduplicate by it' },
    source: { type: 'string', description: 'The service that sent it' },
    type: { const: m.topic },
    subject: { type: 'string', description: `\`${m.key}\` of the data` },
    time: { type: 'string', format: 'date-time' },
    datacontenttype: { const: 'application/json' },
    traceparent: { type: 'string' },
    data: pointer('components', 'schemas', m.topic),
  },
});

const messageOf = (m: MessageContract): Json => ({
  name: m.topic,
  title: m.summary,
  summary: m.summary,
  contentType: 'application/cloudevents+json',
  payload: envelope(m),
  'x-kind': m.kind,
});

const channelOf = (m: MessageContract): Json => ({
  address: m.topic,
  description: m.summary,
  messages: { [m.topic]: pointer('components', 'messages', m.topic) },
  'x-pubsub': `${m.kind}s`,
  'x-owner': m.owner,
  'x-queues': m.consumers.map((app) => `${app}-${m.kind}s`),
});

const operation = (m: MessageContract, action: 'send' | 'receive', app: string): Json => ({
  action,
  summary: `${app} ${action === 'send' ? 'publishes' : 'handles'}: ${m.summary}`,
  channel: pointer('channels', m.topic),
  messages: [pointer('channels', m.topic, 'messages', m.topic)],
  tags: [{ name: app }],
});

const operations = (): Json =>
  Object.fromEntries(
    messages.flatMap((m) => [
      [`${m.owner}.send.${m.topic}`, operation(m, 'send', m.owner)],
      ...m.consumers.map((app) => [`${app}.receive.${m.topic}`, operation(m, 'receive', app)]),
    ]),
  ) as Json;

/** Every topic with who sends and who handles what is on it. */
export const asyncApiDocument = (): object => ({
  asyncapi: '3.0.0',
  info: {
    title: 'Mercato messages',
    version: '1.0.0',
    description:
      'CloudEvents over SNS and SQS through Dapr. Queues repeat and reorder: deduplicate by id, order by version.',
    license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    tags: serviceNames.map((name) => ({ name })),
  },
  defaultContentType: 'application/cloudevents+json',
  channels: Object.fromEntries(messages.map((m) => [m.topic, channelOf(m)])),
  operations: operations(),
  components: {
    messages: Object.fromEntries(messages.map((m) => [m.topic, messageOf(m)])),
    schemas: componentSchemas(),
  },
});

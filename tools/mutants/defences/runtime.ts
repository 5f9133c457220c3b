import type { Defence } from '../defence.ts';

const daprStateStore = 'packages/kit/src/dapr/dapr-state-store.ts';
const daprStateStoreTest = 'tests/integration/state/dapr-state-store.test.ts';
const events = 'dapr/components/local/events.yaml';
const deadLettersTest = 'tests/integration/pubsub/dead-letters.test.ts';
const resiliency = 'dapr/resiliency.yaml';
const shopTest = 'tests/e2e/shop.test.ts';

/** What only a real sidecar shows. */
export const runtime: readonly Defence[] = [
  {
    id: 'runtime.create-once',
    what: 'The store refuses to create what is there',
    file: daprStateStore,
    cut: ['options: { concurrency: firstWrite, consistency: strong },', 'options: { consistency: strong },'],
    test: [daprStateStoreTest, 'creates once and keeps the first value'],
  },
  {
    id: 'runtime.etag',
    what: 'The store refuses to replace what has changed',
    file: daprStateStore,
    cut: ['...(etag === undefined ? {} : { etag: { value: etag } }),', ''],
    test: [daprStateStoreTest, 'replaces only what is unchanged'],
  },
  {
    id: 'runtime.json',
    what: 'The table holds JSON text',
    file: daprStateStore,
    cut: ['      metadata: this.#metadata,\n', ''],
    test: [daprStateStoreTest, 'are JSON text under the app, readable in any console'],
  },
  {
    id: 'runtime.hanging-sidecar',
    what: 'A sidecar that is stopped hangs nobody',
    file: 'packages/kit/src/dapr/sidecar.ts',
    cut: [
      'return withTimeout(what, ms, async (signal) => {',
      'return Promise.resolve(AbortSignal.any([])).then(async (signal) => {',
    ],
    test: [daprStateStoreTest, 'that hangs is given up in time'],
  },
  {
    id: 'runtime.trace',
    what: 'The trace of a message outlives the runtime',
    file: 'packages/kit/src/dapr/dapr-publisher.ts',
    cut: ['{ traceparent, traceid: traceparent }', '{ traceparent }'],
    test: [
      'tests/integration/pubsub/delivery.test.ts',
      'reaches its subscriber as the CloudEvent it was, with request id and trace',
    ],
  },
  {
    id: 'runtime.dead-letter-queue',
    what: 'A message that is never handled lies in the dead-letter queue in the end',
    file: events,
    cut: ["    - name: sqsDeadLettersQueueName\n      value: '{appID}-events-dlq'\n", ''],
    test: [deadLettersTest, 'comes again, ends in the dead-letter queue, and is delivered after a redrive'],
  },
  {
    id: 'runtime.retry-limit',
    what: 'A message is never skipped unread',
    file: events,
    cut: ["value: '100'", "value: '3'"],
    test: [deadLettersTest, 'comes again, ends in the dead-letter queue, and is delivered after a redrive'],
  },
  {
    id: 'runtime.inbound-retry',
    what: 'A message whose app is away for seconds comes within seconds of its return',
    file: resiliency,
    cut: ['inbound: { timeout: commandDelivery, retry: commandDelivery }', 'inbound: { timeout: commandDelivery }'],
    test: [
      'tests/integration/pubsub/inbound-retry.test.ts',
      'a command for an app that refuses connections comes within seconds of its return',
    ],
  },
  {
    id: 'runtime.concurrency',
    what: 'A backlog is not given to an app all at once',
    file: events,
    cut: ["    - name: concurrencyLimit\n      value: '10'\n", ''],
    test: ['tests/integration/pubsub/concurrency.test.ts', 'bounds how many events an app is given at a time'],
  },
  {
    id: 'runtime.acknowledged-first',
    what: 'A message is acknowledged only after its handler has ended: an order whose process dies goes on',
    file: 'packages/kit/src/service/message-delivery.ts',
    cut: ['await this.#run(message);', 'this.#run(message).catch(() => {});'],
    test: [shopTest, 'the %s of order killed in mid-saga: the order completes all the same'],
  },
  {
    id: 'runtime.payment-without-keys',
    what: 'Payment knows what it was asked before',
    file: 'services/payment/src/domain/authorization.ts',
    cut: ['return { result: known };', ''],
    test: [shopTest, 'the %s of order killed in mid-saga: the order completes all the same'],
  },
];

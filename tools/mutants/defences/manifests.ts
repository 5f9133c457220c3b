import type { Defence } from '../defence.ts';

const commands = 'dapr/components/aws/commands.yaml';
const visibilityTest = 'tests/conformance/visibility.test.ts';
const componentsTest = 'tests/conformance/components.test.ts';
const resiliency = 'dapr/resiliency.yaml';
const resiliencyTest = 'tests/conformance/resiliency.test.ts';
const orderCheckoutV1 = 'dapr/subscriptions/order-checkout-v1.yaml';
const topicsTest = 'tests/conformance/topics.test.ts';
const dapr = 'dapr/dapr.yaml';
const appHealthTest = 'tests/conformance/app-health.test.ts';
const errors = 'packages/contracts/src/shared/errors.ts';

/** What stands in YAML and in tables. */
export const manifests: readonly Defence[] = [
  {
    id: 'manifests.visibility',
    what: 'A message stays hidden for longer than its handling, retries and all, may take',
    file: commands,
    cut: ["value: '60'", "value: '30'"],
    test: [visibilityTest, '%s: a batch is handled, retries and all, before SQS shows it to somebody else'],
  },
  {
    id: 'manifests.retry-limit',
    what: 'The retry limit lies above the receive limit, beyond which messages would be skipped unread',
    file: commands,
    cut: ["value: '100'", "value: '5'"],
    test: [visibilityTest, '%s: the receive limit is what the queue says, and the retry limit lies above it'],
  },
  {
    id: 'manifests.receive-limit',
    what: 'A message gets at least ten tries',
    file: commands,
    cut: ["messageReceiveLimit\n      value: '10'", "messageReceiveLimit\n      value: '3'"],
    test: [visibilityTest, '%s: the receive limit is what the queue says, and the retry limit lies above it'],
  },
  {
    id: 'manifests.dead-letter-queue',
    what: 'Every queue has its dead-letter queue, without which messages are deleted',
    file: commands,
    cut: ["    - name: sqsDeadLettersQueueName\n      value: '{appID}-commands-dlq'\n", ''],
    test: [componentsTest, '%s differs only where a laptop must differ from AWS'],
  },
  {
    id: 'manifests.own-queue',
    what: 'Each app has a queue of its own for commands and for events',
    file: commands,
    cut: ["value: '{appID}-commands'", "value: '{appID}'"],
    test: [componentsTest, '%s differs only where a laptop must differ from AWS'],
  },
  {
    id: 'manifests.nobody-makes-queues',
    what: 'No sidecar makes or changes a queue or a topic',
    file: commands,
    cut: ["value: 'true'", "value: 'false'"],
    test: [componentsTest, '%s differs only where a laptop must differ from AWS'],
  },
  {
    id: 'manifests.concurrency',
    what: 'A whole batch is handled at once, so that none waits until it is visible again',
    file: commands,
    cut: ["concurrencyLimit\n      value: '10'", "concurrencyLimit\n      value: '2'"],
    test: [visibilityTest, '%s: a batch is handled, retries and all, before SQS shows it to somebody else'],
  },
  {
    id: 'manifests.no-breaker-on-state',
    what: 'The state store has no breaker, which would count ETag conflicts',
    file: resiliency,
    cut: ['outbound: { timeout: stateAccess }', 'outbound: { timeout: stateAccess, circuitBreaker: callee }'],
    test: [resiliencyTest, 'the state store has neither a breaker, which would count ETag conflicts, nor a retry'],
  },
  {
    id: 'manifests.answers-are-not-retried',
    what: 'A call that an app answered is not tried again by the sidecar',
    file: resiliency,
    cut: ["httpStatusCodes: '502'", 'httpStatusCodes: 400-599'],
    test: [resiliencyTest, 'never tries again what an app answered with 4xx or a deadline'],
  },
  {
    id: 'manifests.handler-gives-up-first',
    what: 'The sidecar gives up on a delivery only after the handler has',
    file: resiliency,
    cut: ['commandDelivery: 28s', 'commandDelivery: 20s'],
    test: [visibilityTest, 'the sidecar gives up on an attempt only after the handler has'],
  },
  {
    id: 'manifests.no-dead-letter-topic',
    what: 'No subscription has a dead-letter topic, which would delete the message from its queue',
    file: orderCheckoutV1,
    cut: ['  routes:\n', '  deadLetterTopic: order-poison-v1\n  routes:\n'],
    test: [topicsTest, '%s goes to its consumers by the path kit serves'],
  },
  {
    id: 'manifests.routes',
    what: 'Every topic is delivered to the path that kit serves',
    file: orderCheckoutV1,
    cut: ['default: /subscriptions/order-checkout-v1', 'default: /order-checkout-v1'],
    test: [topicsTest, '%s goes to its consumers by the path kit serves'],
  },
  {
    id: 'manifests.queue-for-each-consumer',
    what: 'Every consumer has a queue that subscribes to all of its topics',
    file: 'infra/aws-resources.json',
    cut: ['"order-checkout-v1", "order-refund-v1",', '"order-refund-v1",'],
    test: [topicsTest, 'are those that somebody consumes, with all their topics and a dead-letter queue'],
  },
  {
    id: 'manifests.app-health',
    what: 'Nothing is delivered to an app that is not ready',
    file: dapr,
    cut: ['enableAppHealthCheck: true', 'enableAppHealthCheck: false'],
    test: [appHealthTest, 'nothing is delivered to an app that is not ready: an outage costs no message a try'],
  },
  {
    id: 'manifests.patience-with-restarts',
    what: 'A restart of some seconds is no outage: the sidecar keeps what it holds',
    file: dapr,
    cut: ['appHealthThreshold: 10', 'appHealthThreshold: 3'],
    test: [appHealthTest, 'a restart of five seconds is no outage: the sidecar keeps what it holds'],
  },
  {
    id: 'manifests.error-table',
    what: 'A timeout has the saga undo, and the message come again',
    file: errors,
    cut: [
      "'dependency.timeout': { http: 504, pubsub: 'RETRY', saga: 'compensate',",
      "'dependency.timeout': { http: 504, pubsub: 'RETRY', saga: 'retry',",
    ],
    test: ['packages/kit/src/saga/runner.test.ts', 'turns the saga back where the error table says compensate'],
  },
  {
    id: 'manifests.failures-never-acknowledge',
    what: 'No failure of ours acknowledges a message',
    file: errors,
    cut: ["({ http, pubsub: 'RETRY', saga: 'retry', title })", "({ http, pubsub: 'SUCCESS', saga: 'retry', title })"],
    test: ['packages/kit/src/errors/domain-error.test.ts', 'is a refusal only when its row says that it is final'],
  },
];

import type { Defence } from '../defence.ts';

const deliveryAnswer = 'packages/kit/src/service/delivery-answer.ts';
const subscriptionsTest = 'packages/kit/src/service/subscriptions.test.ts';
const deadLetterTest = 'packages/kit/src/service/dead-letter.test.ts';
const messageDelivery = 'packages/kit/src/service/message-delivery.ts';
const failureNotesTest = 'packages/kit/src/service/failure-notes.test.ts';
const subscriptions = 'packages/kit/src/service/subscriptions.ts';
const cloudEvent = 'packages/kit/src/service/cloud-event.ts';
const daprPublisher = 'packages/kit/src/dapr/dapr-publisher.ts';
const daprPublisherTest = 'packages/kit/src/dapr/dapr-publisher.test.ts';

/** Deliveries: acknowledged when all is stored and published, else brought again. */
export const messages: readonly Defence[] = [
  {
    id: 'messages.retry',
    what: 'A message whose handler failed is answered RETRY, and never deleted',
    file: deliveryAnswer,
    cut: ['retried: retry,', 'retried: done,'],
    test: [subscriptionsTest, 'when its handler throws %s'],
  },
  {
    id: 'messages.poison-is-kept',
    what: 'A message that cannot be read is not acknowledged where nobody puts it aside: SQS does',
    file: deliveryAnswer,
    cut: ['malformed: backToQueue,', 'malformed: done,'],
    test: [subscriptionsTest, '%s: goes back to its queue'],
  },
  {
    id: 'messages.dead-before-acknowledged',
    what: 'Poison is acknowledged only after SQS has it among the dead letters',
    file: messageDelivery,
    cut: ['await deadLetter({ topic, kind, event });', 'void deadLetter({ topic, kind, event });'],
    test: [deadLetterTest, 'is acknowledged only after SQS has the letter'],
  },
  {
    id: 'messages.only-poison-is-put-aside',
    what: 'What the next try may mend is never put aside',
    file: messageDelivery,
    cut: ["outcome !== 'malformed' || !deadLetter", '!deadLetter'],
    test: [deadLetterTest, 'is none that fails by %s: nothing is put aside'],
  },
  {
    id: 'messages.poison-makes-way',
    what: 'It goes back to its queue at once instead of holding one of the few slots of the sidecar',
    file: deliveryAnswer,
    cut: ['malformed: backToQueue,', 'malformed: retry,'],
    test: [subscriptionsTest, 'whatever it is, it is neither dropped nor answered 404'],
  },
  {
    id: 'messages.ack-after-handling',
    what: 'A message is acknowledged only after its handler has ended',
    file: messageDelivery,
    cut: ['await this.#run(message);', 'this.#run(message).catch(() => {});'],
    test: [subscriptionsTest, 'when its handler throws %s'],
  },
  {
    id: 'messages.refusal-acknowledges',
    what: 'A final refusal is an outcome: its message does not come again',
    file: messageDelivery,
    cut: ['if (isRefusal(error)) {', 'if (false) {'],
    test: [subscriptionsTest, 'when its handler throws %s'],
  },
  {
    id: 'messages.failure-reason',
    what: 'Why a message failed is kept under its id',
    file: messageDelivery,
    cut: ['this.#notes.note({ id: eventId, topic }, failure);', ''],
    test: [failureNotesTest, 'is tried again at the next failure when it could not be kept'],
  },
  {
    id: 'messages.one-write-a-reason',
    what: 'However often a message fails for one reason, that is written once',
    file: 'packages/kit/src/service/failure-notes.ts',
    cut: ['seen.reason === reason || ', ''],
    test: [failureNotesTest, 'is kept once a message has failed three times, and then once for each reason'],
  },
  {
    id: 'messages.unknown-path',
    what: 'A path without a subscription keeps its message: a 404 would have Dapr delete it',
    file: subscriptions,
    cut: ['keepUnknown(scope, runtime, notes);', ''],
    test: [subscriptionsTest, 'of an unknown one: the reason is kept once the message keeps coming'],
  },
  {
    id: 'messages.handler-deadline',
    what: 'A handler that hangs is given up before SQS shows its message to somebody else',
    file: messageDelivery,
    cut: [
      'return withTimeout(`handler of ${message.topic}`, this.#deadlineMs, () =>\n      this.#subscription.handle(message as Incoming<never>),\n    );',
      'return this.#subscription.handle(message as Incoming<never>);',
    ],
    test: [subscriptionsTest, 'is retried when its handler does not end in time'],
  },
  {
    id: 'messages.deadline-goes-along',
    what: 'Every call of a handler has the deadline of its delivery',
    file: messageDelivery,
    cut: ['runInContext(call, async () => {', 'runInContext({ ...call, deadline: Infinity }, async () => {'],
    test: [subscriptionsTest, 'gives %s'],
  },
  {
    id: 'messages.contract',
    what: 'A message that does not match its contract is not handled',
    file: cloudEvent,
    cut: ["data: parse(contract, contract.data, event.data, 'data'),", 'data: event.data,'],
    test: [subscriptionsTest, 'reaches the handler, parsed, in a context of its own'],
  },
  {
    id: 'messages.own-topic',
    what: 'A message of another topic is not handled',
    file: cloudEvent,
    cut: ['if (topic !== contract.topic) throw', "if (topic === '') throw"],
    test: [subscriptionsTest, '%s: goes back to its queue, and its reason is kept'],
  },
  {
    id: 'messages.own-version',
    what: 'Nor is one of another version',
    file: cloudEvent,
    cut: ['if (type !== contract.topic) throw', "if (type === '') throw"],
    test: [subscriptionsTest, '%s: goes back to its queue, and its reason is kept'],
  },
  {
    id: 'messages.only-the-sidecar',
    what: 'Only the own sidecar may deliver',
    file: subscriptions,
    cut: ['requireAppToken(Array.isArray(token) ? token[0] : token, appApiToken);', 'void token; void appApiToken;'],
    test: [subscriptionsTest, 'are for the sidecar alone'],
  },
  {
    id: 'messages.large',
    what: 'A message may be as large as SQS carries: a 413 would delete it',
    file: subscriptions,
    cut: ['const bodyLimit = 1024 * 1024;', 'const bodyLimit = 64 * 1024;'],
    test: [subscriptionsTest, 'a large message is taken'],
  },
  {
    id: 'messages.same-id',
    what: 'A message that is published again has the same id',
    file: 'packages/kit/src/messaging/outgoing.ts',
    cut: ['id: uuidV5(contract.topic, subject, String(options.distinct)),', 'id: crypto.randomUUID(),'],
    test: ['services/order/test/refund-and-status.test.ts', 'of a cancelled order leaves a note, once'],
  },
  {
    id: 'messages.publish-is-awaited',
    what: 'A message counts as published only once the broker answered',
    file: daprPublisher,
    cut: ['await this.#sidecar.call(', 'void this.#sidecar.call('],
    test: [daprPublisherTest, 'ends when the broker has the message, not before'],
  },
  {
    id: 'messages.publish-fails-openly',
    what: 'A publish that failed is an error of ours that is tried again, whatever the runtime said',
    file: daprPublisher,
    cut: ["throw errors.unavailable('message broker', error);", 'throw error;'],
    test: [daprPublisherTest, 'that fails is an error that has it tried again: %s'],
  },
  {
    id: 'messages.event-id-is-ours',
    what: 'The broker carries our id, by which consumers know a repetition',
    file: daprPublisher,
    cut: ['id: message.id,', 'id: crypto.randomUUID(),'],
    test: [daprPublisherTest, 'goes out as a CloudEvent of our own, under our id'],
  },
  {
    id: 'messages.component-by-kind',
    what: 'Commands and events travel apart, so that a flood of events delays no checkout',
    file: daprPublisher,
    cut: ["message.kind === 'command' ? 'commands' : 'events'", "'events'"],
    test: [daprPublisherTest, 'that is a %s goes to the component %s'],
  },
  {
    id: 'messages.trace-survives',
    what: '`traceid` stands beside `traceparent`, which the runtime would overwrite',
    file: daprPublisher,
    cut: ['{ traceparent, traceid: traceparent }', '{ traceparent }'],
    test: [daprPublisherTest, 'carries its trace twice, since the runtime overwrites one that stands alone'],
  },
  {
    id: 'messages.envelope-is-ours',
    what: 'The runtime is told that it gets a whole CloudEvent, so that it does not wrap it in its own',
    file: daprPublisher,
    cut: ["dataContentType: 'application/cloudevents+json',", "dataContentType: 'application/json',"],
    test: [daprPublisherTest, 'goes out as a CloudEvent of our own, under our id'],
  },
];

import type { FastifyRequest } from 'fastify';
import { runInContext, withTimeout } from '../context/index.ts';
import { asDomainError, isRefusal } from '../errors/index.ts';
import type { Incoming, Subscription } from '../messaging/index.ts';
import { counter, histogram, startWork, type Work } from '../telemetry/index.ts';
import { systemClock } from '../time/index.ts';
import { type Envelope, eventIdOf, parseEnvelope, parseMessage } from './cloud-event.ts';
import { answerTo, type DeliveryAnswer, done, type Outcome, outcomes } from './delivery-answer.ts';
import { Attempts } from './attempts.ts';
import type { FailureNotes } from './failure-notes.ts';
import { correlationId } from './request-state.ts';
import type { Runtime } from './runtime.ts';

/** Of a `traceparent`: the version and the trace's id. */
const traceLength = '00-'.length + 32;

/** How old the message was when it was done with, redeliveries and waiting included. */
const observeAge = (topic: string, time: string): void => {
  const ms = systemClock.now() - Date.parse(time);
  // The publisher's clock may be ahead of ours, and a foreign publisher may name no time.
  if (!Number.isNaN(ms)) histogram('message_age_seconds').observe({ topic }, Math.max(0, ms) / 1000);
};

/**
 * The span that a delivery is part of: the sidecar's, which is part of the publisher's. What the sidecar says of another
 * trace it did not get from this message.
 */
const deliveredBy = (header: string | string[] | undefined, published: string | undefined): string | undefined => {
  const given = Array.isArray(header) ? header[0] : header;
  if (published === undefined) return given;
  return given?.slice(0, traceLength) === published.slice(0, traceLength) ? given : published;
};

interface Begun {
  readonly parent: string | string[] | undefined;
  readonly requestId: string;
}

const unreadable: Envelope = { id: '', time: '', data: undefined };

/** Takes the deliveries of one subscription. */
export class MessageDelivery {
  readonly #subscription: Subscription;
  readonly #runtime: Runtime;
  readonly #notes: FailureNotes;
  readonly #deadlineMs: number;
  readonly #attempts = new Attempts();

  constructor(subscription: Subscription, runtime: Runtime, notes: FailureNotes) {
    this.#subscription = subscription;
    this.#runtime = runtime;
    this.#notes = notes;
    this.#deadlineMs = runtime.deadlines[subscription.contract.kind];
    const { topic } = subscription.contract;
    // From zero: Prometheus sees no increase in a counter that begins with one.
    for (const outcome of outcomes) counter('messages_handled_total').inc({ topic, outcome }, 0);
  }

  async handle(body: unknown, headers: FastifyRequest['headers']): Promise<DeliveryAnswer> {
    const { topic } = this.#subscription.contract;
    const startedAt = performance.now();
    const { event, error } = this.#open(body);
    const call = {
      requestId: correlationId(event.requestid, event.id),
      deadline: systemClock.now() + this.#deadlineMs,
    };
    const work = this.#begin(event, { parent: headers['traceparent'], requestId: call.requestId });
    const { outcome, answer } = await work.run(() =>
      runInContext(call, async () => {
        const result = await this.#process(event, error);
        return { outcome: result, answer: await this.#answerTo(result, body) };
      }),
    );
    const seconds = (performance.now() - startedAt) / 1000;
    counter('messages_handled_total').inc({ topic, outcome });
    const labels = { topic, outcome };
    histogram('message_duration_seconds').observe({ labels, value: seconds, exemplarLabels: work.exemplar });
    const settled = outcome === 'done' || outcome === 'refused';
    if (settled) observeAge(topic, event.time);
    work.end({ 'mercato.outcome': outcome }, settled ? undefined : outcome);
    if (settled) this.#attempts.forget(event.id);
    else this.#attempts.remember(event.id, work.traceparent);
    return answer;
  }

  #begin(event: Envelope, { parent, requestId }: Begun): Work {
    const { topic } = this.#subscription.contract;
    const earlier = this.#attempts.of(event.id);
    return startWork({
      name: `process ${topic}`,
      kind: 'consumer',
      from: { traceparent: deliveredBy(parent, event.traceparent) },
      linkTo: earlier?.traceparent,
      attributes: {
        'messaging.system': 'aws_sqs',
        'messaging.operation.type': 'process',
        'messaging.destination.name': topic,
        'messaging.message.id': event.id.slice(0, 64),
        'mercato.request_id': requestId,
        'mercato.delivery': (earlier?.times ?? 0) + 1,
      },
    });
  }

  /** What no try can mend is done with once it lies among the dead letters; until then its queue has it. */
  async #answerTo(outcome: Outcome, event: unknown): Promise<DeliveryAnswer> {
    const { deadLetter } = this.#runtime.options;
    if (outcome !== 'malformed' || !deadLetter) return answerTo[outcome];
    const { topic, kind } = this.#subscription.contract;
    try {
      await deadLetter({ topic, kind, event });
      return done;
    } catch (error) {
      this.#runtime.log.warn({ topic, err: error }, 'a dead letter could not be put aside');
      return answerTo[outcome];
    }
  }

  #open(body: unknown): { readonly event: Envelope; readonly error?: unknown } {
    try {
      return { event: parseEnvelope(this.#subscription.contract, body) };
    } catch (error) {
      return { event: { ...unreadable, id: eventIdOf(body) }, error };
    }
  }

  async #process(event: Envelope, envelopeError: unknown): Promise<Outcome> {
    try {
      if (envelopeError !== undefined) throw asDomainError(envelopeError);
      const message = parseMessage(this.#subscription.contract, event);
      await this.#run(message);
      this.#runtime.log.info({ topic: message.topic, eventId: message.id }, 'message done');
      return 'done';
    } catch (error) {
      return this.#failed(event.id, error);
    }
  }

  #run(message: Incoming<unknown>): Promise<void> {
    // Visibility counts on the deadline, so it ends a handler that waits for something kit does not race. The work goes
    // on in the background, harmlessly: whatever is redelivered is idempotent.
    return withTimeout(`handler of ${message.topic}`, this.#deadlineMs, () =>
      this.#subscription.handle(message as Incoming<never>),
    );
  }

  #failed(eventId: string, error: unknown): Outcome {
    const { topic } = this.#subscription.contract;
    const { log } = this.#runtime;
    const failure = asDomainError(error);
    const fields = { topic, eventId, code: failure.code, detail: failure.message };
    if (isRefusal(error)) {
      log.info(fields, 'message refused');
      return 'refused';
    }
    this.#notes.note({ id: eventId, topic }, failure);
    if (failure.code === 'event.malformed') {
      log.error(fields, 'message malformed');
      return 'malformed';
    }
    const expected = failure.code !== 'internal.error';
    if (expected) log.warn(fields, 'message to be retried');
    else log.error({ ...fields, err: error }, 'message handler failed');
    return 'retried';
  }
}

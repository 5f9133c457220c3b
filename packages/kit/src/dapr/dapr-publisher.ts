import { currentContext } from '../context/index.ts';
import { errors } from '../errors/index.ts';
import type { Outgoing, Publisher } from '../messaging/index.ts';
import { currentTraceparent, startWork } from '../telemetry/index.ts';
import type { Sidecar } from './sidecar.ts';

const publishMs = 3_000;

const attributesOf = ({ id, topic }: Outgoing) => ({
  'messaging.system': 'aws_sqs',
  'messaging.operation.type': 'send',
  'messaging.destination.name': topic,
  'messaging.message.id': id,
});

/** Publisher over Dapr's pub/sub: commands and events go to components of those names, as CloudEvents of our own. */
export class DaprPublisher implements Publisher {
  readonly #sidecar: Sidecar;
  readonly #source: string;

  constructor(sidecar: Sidecar, appId: string) {
    this.#sidecar = sidecar;
    this.#source = `mercato/${appId}`;
  }

  async publish(message: Outgoing): Promise<void> {
    const work = startWork({ name: `send ${message.topic}`, kind: 'producer', attributes: attributesOf(message) });
    try {
      await work.run(() => this.#send(message));
      work.end();
    } catch (error) {
      work.end({}, 'dependency.unavailable');
      throw error;
    }
  }

  async #send(message: Outgoing): Promise<void> {
    const request = {
      pubsubName: message.kind === 'command' ? 'commands' : 'events',
      topic: message.topic,
      data: Buffer.from(JSON.stringify(this.#envelope(message))),
      dataContentType: 'application/cloudevents+json',
    };
    try {
      await this.#sidecar.call('message broker', publishMs, (api, signal) => api.publishEvent(request, { signal }));
    } catch (error) {
      // Out or not, it is published again under its id. So nothing is uncertain to a caller whose work is stored, and whom
      // a timeout would make undo it.
      throw errors.unavailable('message broker', error);
    }
  }

  #envelope(message: Outgoing): object {
    const traceparent = currentTraceparent();
    return {
      specversion: '1.0',
      id: message.id,
      source: this.#source,
      type: message.topic,
      subject: message.subject,
      time: message.time,
      datacontenttype: 'application/json',
      data: message.data,
      requestid: currentContext()?.requestId ?? message.id,
      // The runtime overwrites traceparent unless traceid stands beside it.
      ...(traceparent === undefined ? {} : { traceparent, traceid: traceparent }),
    };
  }
}

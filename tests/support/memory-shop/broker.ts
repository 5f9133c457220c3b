import { messages } from '@mercato/contracts';
import type { MessageContract, ServiceName } from '@mercato/contracts/shared';
import type { Outgoing } from '@mercato/kit/messaging';
import { queuePolicies, type QueuePolicy } from './queue-policies.ts';
import { isShopService } from './services.ts';
import type { VirtualClock } from './virtual-clock.ts';

const atOnce = 10;

/** What came of handing a message over: `again` by the sidecar that has it, or `later`, when the queue shows it again. */
export type Outcome = 'acknowledged' | 'again' | 'later';

export interface BrokerOptions {
  readonly clock: VirtualClock;
  /** Whether somebody is there to take a message. */
  readonly ready: (app: ServiceName) => boolean;
  readonly deliver: (app: ServiceName, message: Outgoing) => Promise<Outcome>;
  /** How long a message is on its way. */
  readonly latencyMs: () => number;
}

interface Queue {
  readonly name: string;
  readonly app: ServiceName;
  readonly policy: QueuePolicy;
  busy: number;
  /** Messages that wait, are being handled, or are held back. */
  held: number;
}

export interface DeadMessage {
  readonly queue: string;
  readonly message: Outgoing;
}

const contracts = new Map(messages.map((m) => [m.topic, m]));

/** Those of a topic's consumers that run in memory; the archive does not. */
const consumersOf = ({ consumers }: MessageContract): readonly ServiceName[] =>
  consumers.filter((app) => isShopService(app));

/** Topics, queues and the sidecars' receiving halves: every message comes to each consumer until it is acknowledged. */
export class Broker {
  readonly published: Outgoing[] = [];
  readonly dead: DeadMessage[] = [];
  readonly #options: BrokerOptions;
  readonly #queues = new Map<string, Queue>();

  constructor(options: BrokerOptions) {
    this.#options = options;
    for (const contract of messages) {
      for (const app of consumersOf(contract)) {
        const name = `${app}-${contract.kind}s`;
        const policy = queuePolicies.get(name);
        if (policy) this.#queues.set(name, { name, app, policy, busy: 0, held: 0 });
      }
    }
  }

  get queues(): readonly { readonly name: string; readonly messages: number }[] {
    return [...this.#queues.values()].map(({ name, held }) => ({ name, messages: held }));
  }

  get isEmpty(): boolean {
    return this.queues.every((queue) => queue.messages === 0);
  }

  /** Takes a message for every consumer of its topic. */
  accept(given: Outgoing): void {
    const message = JSON.parse(JSON.stringify(given)) as Outgoing;
    const contract = contracts.get(message.topic);
    if (!contract) throw new Error(`There is no topic ${message.topic}`);
    this.published.push(message);
    for (const app of consumersOf(contract)) this.send(`${app}-${contract.kind}s`, message);
  }

  /** Puts a message into one queue, as a repetition, or as an operator does who redrives it. */
  send(name: string, message: Outgoing): void {
    const queue = this.#queues.get(name);
    if (!queue) throw new Error(`There is no queue ${name}`);
    queue.held += 1;
    void this.#carry(queue, message);
  }

  async #carry(queue: Queue, message: Outgoing): Promise<void> {
    const { clock, latencyMs, ready } = this.#options;
    await clock.sleep(latencyMs());
    for (let receive = 1; receive <= queue.policy.receiveLimit; receive += 1) {
      // Health checks stop the deliveries to an app that is down: it costs no receives.
      while (queue.busy >= atOnce || !ready(queue.app)) await clock.sleep(100);
      const visibleAt = clock.now() + queue.policy.visibilityMs;
      queue.busy += 1;
      const done = await this.#receive(queue, message);
      queue.busy -= 1;
      if (done) {
        queue.held -= 1;
        return;
      }
      await clock.sleep(visibleAt - clock.now());
    }
    queue.held -= 1;
    this.dead.push({ queue: `${queue.name}-dlq`, message });
  }

  /** One receive: the sidecar tries a few times while it has the message. */
  async #receive({ app, policy }: Queue, message: Outgoing): Promise<boolean> {
    for (const pause of [...policy.retries, undefined]) {
      const outcome = await this.#options.deliver(app, structuredClone(message));
      if (outcome === 'acknowledged') return true;
      if (outcome === 'later' || pause === undefined) return false;
      await this.#options.clock.sleep(pause);
    }
    return false;
  }
}

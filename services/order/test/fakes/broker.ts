import { isRefusal } from '@mercato/kit/errors';
import type { Incoming, Outgoing, Subscription } from '@mercato/kit/messaging';
import type { FakeClock, MemoryPublisher } from '@mercato/testkit';

export interface BrokerOptions {
  readonly publisher: MemoryPublisher;
  readonly clock: FakeClock;
  readonly subscriptions: () => readonly Subscription[];
  /** Called for every message once, whoever is meant. */
  readonly overhear: (message: Outgoing) => void;
}

/** Hands what was published to whoever subscribed, again and again until it is acknowledged. */
export class Broker {
  readonly #options: BrokerOptions;
  readonly #queue: Outgoing[] = [];
  #taken = 0;
  /** Errors that messages came back with. */
  readonly returned: unknown[] = [];

  constructor(options: BrokerOptions) {
    this.#options = options;
  }

  /** Delivers one message; false when it must come again. */
  async deliver(message: Outgoing): Promise<boolean> {
    const subscription = this.#options.subscriptions().find((s) => s.contract.topic === message.topic);
    if (!subscription) return true;
    const data: unknown = subscription.contract.data.parse(structuredClone(message.data));
    try {
      await subscription.handle({ ...message, data } as unknown as Incoming<never>);
      return true;
    } catch (error) {
      if (isRefusal(error)) return true;
      this.returned.push(error);
      return false;
    }
  }

  /** Delivers until every queue is empty; time passes between tries. */
  async settle(tries = 60): Promise<void> {
    for (let round = 0; round < tries; round += 1) {
      this.#collect();
      if (this.#queue.length === 0) return;
      const again: Outgoing[] = [];
      for (const message of this.#queue.splice(0)) if (!(await this.deliver(message))) again.push(message);
      this.#queue.push(...again);
      if (again.length > 0) this.#options.clock.advance(10_000);
    }
    throw new Error(`Still undelivered: ${this.#queue.map((m) => m.topic).join()}`);
  }

  #collect(): void {
    const fresh = this.#options.publisher.published.slice(this.#taken);
    this.#taken += fresh.length;
    for (const message of fresh) this.#options.overhear(message);
    this.#queue.push(...fresh);
  }
}

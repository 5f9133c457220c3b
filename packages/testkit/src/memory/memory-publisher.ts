import type { DataOf, MessageContract } from '@mercato/contracts/shared';
import type { Incoming, Outgoing, Publisher, Subscription } from '@mercato/kit/messaging';
import { type Fault, FaultPlan } from './faults.ts';

/** Publisher that keeps what it was given, in order. */
export class MemoryPublisher implements Publisher {
  readonly faults = new FaultPlan();
  readonly published: Outgoing[] = [];

  failNext(fault: Fault, options: { readonly times?: number; readonly subject?: string } = {}): void {
    this.faults.add('publish', fault, options);
  }

  async publish(message: Outgoing): Promise<void> {
    await Promise.resolve();
    await this.faults.run('publish', message.topic, () => {
      this.published.push(structuredClone(message));
    });
  }

  /** The data of all messages of one topic. */
  of<M extends MessageContract>(contract: M): readonly DataOf<M>[] {
    return this.published
      .filter((m) => m.topic === contract.topic)
      .map((m) => contract.data.parse(m.data) as DataOf<M>);
  }

  get topics(): readonly string[] {
    return this.published.map((m) => m.topic);
  }

  /** Hands a published message to a subscription, as the broker would. */
  async deliver(message: Outgoing, subscription: Subscription): Promise<void> {
    const data: unknown = subscription.contract.data.parse(message.data);
    await subscription.handle({ id: message.id, topic: message.topic, time: message.time, data } as Incoming<never>);
  }
}

import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Deliveries {
  /** Messages that a service handled to their end. */
  readonly messages: number;
  /** Times that a service handled to its end what it had handled to its end before. */
  readonly repeated: number;
  /** Times that it could not, and the message was to come again. */
  readonly retried: number;
}

const replicaNumber = /-\d+$/;

interface Line {
  readonly msg?: string;
  readonly topic?: string;
  readonly eventId?: string;
}

/** Counts what services say about each message; `service` is the same for all replicas of one. */
export class DeliveryCount {
  readonly #done = new Map<string, number>();
  #retried = 0;

  add(service: string, line: string): void {
    if (!line.includes('"message ')) return;
    const { msg, topic, eventId } = JSON.parse(line) as Line;
    if (msg === 'message to be retried') this.#retried += 1;
    if (msg !== 'message done' && msg !== 'message refused') return;
    const key = `${service} ${topic ?? ''} ${eventId ?? ''}`;
    this.#done.set(key, (this.#done.get(key) ?? 0) + 1);
  }

  get sums(): Deliveries {
    const counts = [...this.#done.values()];
    const repeated = counts.reduce((sum, count) => sum + count - 1, 0);
    return { messages: counts.length, repeated, retried: this.#retried };
  }
}

/** From the services' own logs. */
export const countDeliveries = async (logFolder: string): Promise<Deliveries> => {
  const count = new DeliveryCount();
  for (const file of readdirSync(logFolder)) {
    if (!file.endsWith('.log') || file.endsWith('.daprd.log')) continue;
    const service = file.replace(/\.log$/, '').replace(replicaNumber, '');
    for await (const line of createInterface({ input: createReadStream(join(logFolder, file)) })) {
      if (line.endsWith('}')) count.add(service, line);
    }
  }
  return count.sums;
};

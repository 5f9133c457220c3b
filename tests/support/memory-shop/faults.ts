import type { ServiceName } from '@mercato/contracts/shared';
import type { ArmedPoint } from '@mercato/kit/faults';
import type { InProcessRequest } from '@mercato/kit/service';
import type { Replica } from './process.ts';

/** A place where something can go wrong: what one service is about to do to the world outside of its process. */
export type Moment =
  | {
      readonly kind: 'call';
      readonly by: ServiceName;
      readonly app: ServiceName;
      readonly route: string;
      readonly input: InProcessRequest;
      readonly timeoutMs: number;
    }
  | { readonly kind: 'read'; readonly by: ServiceName; readonly key: string }
  | {
      readonly kind: 'write';
      readonly by: ServiceName;
      readonly operation: 'create' | 'replace' | 'remove';
      readonly key: string;
      readonly value: unknown;
    }
  | { readonly kind: 'publish'; readonly by: ServiceName; readonly topic: string; readonly subject: string }
  | {
      readonly kind: 'saga';
      readonly by: ServiceName;
      readonly point: ArmedPoint;
      readonly label: string;
      readonly key: string;
    }
  /** A message is handed to the service. */
  | {
      readonly kind: 'delivery';
      readonly by: ServiceName;
      readonly topic: string;
      readonly subject: string;
      readonly id: string;
    }
  /** It was handled, and the queue is told so. */
  | {
      readonly kind: 'acknowledgement';
      readonly by: ServiceName;
      readonly topic: string;
      readonly subject: string;
      readonly id: string;
    };

export type Work = () => Promise<unknown>;

/** What goes wrong, where, and how often. */
export interface Fault {
  readonly when: (moment: Moment) => boolean;
  /** Once, unless it says otherwise. */
  readonly times?: number;
  /** Instead of `work`, before it, after it or around it. What it returns is what the service sees; `replica` is where it runs. */
  readonly act: (work: Work, moment: Moment, replica: Replica) => Promise<unknown>;
}

/** A fault that was planned. */
export interface Planned {
  readonly fired: () => number;
  readonly cancel: () => void;
}

/** All that is planned to go wrong in one shop. */
export class Faults {
  readonly #planned: { readonly fault: Fault; left: number; fired: number }[] = [];

  plan(fault: Fault): Planned {
    const entry = { fault, left: fault.times ?? 1, fired: 0 };
    this.#planned.push(entry);
    return { fired: () => entry.fired, cancel: () => void (entry.left = 0) };
  }

  /** Does the work under the first fault that is planned for the moment, if any. */
  async meet<T>(moment: Moment, replica: Replica, work: () => Promise<T>): Promise<T> {
    const entry = this.#planned.find((p) => p.left > 0 && p.fault.when(moment));
    if (!entry) return work();
    entry.left -= 1;
    entry.fired += 1;
    return (await entry.fault.act(work, moment, replica)) as T;
  }
}

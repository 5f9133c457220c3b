import { ConcurrencyLimit, type ConcurrencyRules } from './concurrency-limit.ts';
import { LatencyBaseline } from './latency-baseline.ts';
import { partOf, type Priority } from './priority.ts';

export interface Claim {
  readonly app: string;
  readonly route: string;
  readonly caller: string;
  readonly priority: Priority;
  /** The answer is held back on purpose. */
  readonly held: boolean;
}

/** `full`: too much is asked of the backend; `crowding`: too much of it by this caller. */
export type Denial = 'full' | 'crowding';

/** How a request ended; `gone` where it was the client who gave up. */
export type Ending = 'answered' | 'rejected' | 'gone';

export interface SlotRules {
  /** Of one backend. */
  readonly backend: ConcurrencyRules;
  /** Held answers of one backend. */
  readonly held: number;
  /** Of all backends, held answers aside. */
  readonly all: number;
}

/** From here on it is looked at who has how many. */
const crowded = 0.5;
/** For who has none yet, so that who has many cannot keep everybody out. */
const beyond = 1.25;
const latelyMs = 1_000;

/** Who has how many of some slots, and who lately asked for one. */
class Holders {
  readonly #held = new Map<string, number>();
  #all = 0;
  #asking = new Set<string>();
  #asked = new Set<string>();
  #since = 0;

  get all(): number {
    return this.#all;
  }

  add(caller: string, count: 1 | -1): void {
    const now = (this.#held.get(caller) ?? 0) + count;
    if (now === 0) this.#held.delete(caller);
    else this.#held.set(caller, now);
    this.#all += count;
  }

  /** Why a caller gets none of the `limit`, if it gets none. */
  denial(caller: string, limit: number, now: number): Denial | undefined {
    this.#note(caller, now);
    const mine = this.#held.get(caller) ?? 0;
    if (mine === 0) return this.#all < limit * beyond ? undefined : 'full';
    if (this.#all < limit * crowded) return undefined;
    const others = Math.max(this.#asking.size, this.#asked.size) - 1;
    if (others > 0 && mine >= limit / (1 + others)) return 'crowding';
    return this.#all < limit ? undefined : 'full';
  }

  #note(caller: string, now: number): void {
    if (now - this.#since >= latelyMs) {
      this.#asked = now - this.#since < 2 * latelyMs ? this.#asking : new Set();
      this.#asking = new Set();
      this.#since = now;
    }
    this.#asking.add(caller);
  }
}

class Backend {
  readonly limit: ConcurrencyLimit;
  readonly inFlight = new Holders();
  readonly held = new Holders();
  readonly #baselines = new Map<string, LatencyBaseline>();

  constructor(rules: ConcurrencyRules) {
    this.limit = new ConcurrencyLimit(rules);
  }

  observe(route: string, took: number, ending: Ending, inFlight: number, now: number): void {
    const baseline = this.#baselines.get(route) ?? new LatencyBaseline();
    this.#baselines.set(route, baseline);
    const rejected = ending === 'rejected';
    const lateness = baseline.lateness(took);
    // Whoever gave up after long waiting has seen a late answer; who left early has seen none.
    if (ending === 'gone' && lateness <= 1) return;
    if (ending === 'answered') baseline.observe(took, inFlight <= Math.ceil(this.limit.least * beyond));
    this.limit.observe({ took, lateness, rejected, inFlight }, now);
  }
}

/** A place of one request at a backend. */
export interface Slot {
  leave(ending: Ending, now: number): void;
}

export interface Use {
  readonly inFlight: number;
  readonly limit: number;
}

/** The places of requests in flight, for each backend as many as it serves without a queue. Nobody waits for one. */
export class Slots {
  readonly #rules: SlotRules;
  readonly #backends = new Map<string, Backend>();
  #all = 0;

  constructor(rules: SlotRules) {
    this.#rules = rules;
  }

  enter(claim: Claim, now: number): Slot | Denial {
    const backend = this.#backend(claim.app);
    const { held, caller, priority } = claim;
    const holders = held ? backend.held : backend.inFlight;
    const limit = held ? this.#rules.held : backend.limit.value;
    const denial = this.#isFull(claim) ? 'full' : holders.denial(caller, limit * partOf[priority], now);
    if (denial) return denial;
    holders.add(caller, 1);
    if (!held) this.#all += 1;
    const inFlight = holders.all;
    return { leave: once((ending, at) => this.#leave(claim, { ending, took: at - now, inFlight, at })) };
  }

  use(app: string): Use {
    const { inFlight, limit } = this.#backend(app);
    return { inFlight: inFlight.all, limit: limit.value };
  }

  #isFull({ held, priority }: Claim): boolean {
    return !held && this.#all >= this.#rules.all * partOf[priority];
  }

  #leave(
    { app, route, caller, held }: Claim,
    end: { readonly ending: Ending; readonly took: number; readonly inFlight: number; readonly at: number },
  ): void {
    const backend = this.#backend(app);
    (held ? backend.held : backend.inFlight).add(caller, -1);
    if (held) return;
    this.#all -= 1;
    backend.observe(route, end.took, end.ending, end.inFlight, end.at);
  }

  #backend(app: string): Backend {
    const backend = this.#backends.get(app) ?? new Backend(this.#rules.backend);
    this.#backends.set(app, backend);
    return backend;
  }
}

const once = (work: (ending: Ending, now: number) => void): Slot['leave'] => {
  let isOver = false;
  return (ending, now) => {
    if (isOver) return;
    isOver = true;
    work(ending, now);
  };
};

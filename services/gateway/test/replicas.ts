import type { StateStore } from '@mercato/kit/state';
import { FakeClock, MemoryStateStore } from '@mercato/testkit';
import { StateTokenPool } from '../src/adapters/state-token-pool.ts';
import { filled, fullBucket, type Rate, spent } from '../src/domain/token-bucket.ts';
import { SharedLimiter } from '../src/limits/shared-limiter.ts';

const rate: Rate = { perSecond: 100, burst: 200 };
const rules = { rate, unshared: { perSecond: 0.5, burst: 10 }, periodMs: 500 };

/** A store in simulated time: each operation takes a while, fails, or never ends. */
class SlowStore {
  readonly inner = new MemoryStateStore();
  latencyMs = 10;
  mode: 'works' | 'fails' | 'hangs' = 'works';
  readonly #clock: FakeClock;
  #waiting: { readonly due: number; readonly go: () => void }[] = [];

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  get store(): StateStore {
    const { inner } = this;
    return {
      get: <T>(key: string) => this.#later(() => inner.get<T>(key)),
      getMany: <T>(keys: readonly string[]) => this.#later(() => inner.getMany<T>(keys)),
      create: (key, value) => this.#later(() => inner.create(key, value)),
      replace: (key, value, etag) => this.#later(() => inner.replace(key, value, etag)),
      remove: (key, etag) => this.#later(() => inner.remove(key, etag)),
    };
  }

  tick(): void {
    const now = this.#clock.now();
    const due = this.#waiting.filter((entry) => entry.due <= now);
    this.#waiting = this.#waiting.filter((entry) => entry.due > now);
    for (const { go } of due) go();
  }

  async #later<T>(work: () => Promise<T>): Promise<T> {
    if (this.mode === 'hangs') return new Promise<T>(() => undefined);
    const due = this.#clock.now() + this.latencyMs;
    await new Promise<void>((go) => {
      this.#waiting.push({ due, go });
    });
    if (this.mode === 'fails') throw new Error('the store is away');
    return work();
  }
}

/** Requests a second that each replica gets of a caller. */
export type Load = Readonly<Record<string, readonly number[]>>;

export interface Outcome {
  readonly asked: number;
  readonly admitted: number;
  /** What one limiter alone would have admitted of the same requests. */
  readonly ideal: number;
}

type Sum = { -readonly [K in keyof Outcome]: Outcome[K] };

/** Several replicas of the limiter over one store, in simulated time of a millisecond a step. */
export class Replicas {
  readonly clock = new FakeClock(0);
  readonly slow = new SlowStore(this.clock);
  operations = 0;
  readonly #limiters: readonly SharedLimiter[];
  readonly #single = new Map<string, ReturnType<typeof fullBucket>>();

  constructor(
    count: number,
    { skewMs = 0, assumed = 2 }: { readonly skewMs?: number; readonly assumed?: number } = {},
  ) {
    this.#limiters = Array.from({ length: count }, (_, n) => {
      // Each has a clock of its own, one further ahead than the other.
      const now = (): number => this.clock.now() + n * skewMs;
      const pool = new StateTokenPool({
        state: this.slow.store,
        clock: { now, sleep: (ms) => this.clock.sleep(ms) },
        replica: `replica-${n}`,
        rate,
        periodMs: rules.periodMs,
        settleMs: 2_000,
        counted: () => (this.operations += 1),
      });
      return new SharedLimiter({ pool, rules, replicas: assumed, now, reported: () => undefined });
    });
  }

  /** As they do at their start and every ten seconds; twice, since those who came first saw fewer. */
  async announce(): Promise<void> {
    for (let round = 0; round < 2; round += 1) {
      const all = Promise.all(this.#limiters.map((limiter) => limiter.announce()));
      for (let ms = 0; ms < 20 * this.slow.latencyMs; ms += 1) await this.#step();
      await all;
    }
    this.operations = 0;
  }

  async run(load: Load, ms: number): Promise<Readonly<Record<string, Outcome>>> {
    const found = new Map(Object.keys(load).map((caller) => [caller, { asked: 0, admitted: 0, ideal: 0 }]));
    const sumOf = (caller: string): Sum => found.get(caller) ?? { asked: 0, admitted: 0, ideal: 0 };
    const sources = Object.entries(load).flatMap(([caller, rates]) =>
      rates.map((perSecond, n) => ({ caller, n, perSecond, owed: n / rates.length })),
    );
    for (let at = 0; at < ms; at += 1) {
      for (const source of sources) {
        source.owed += source.perSecond / 1000;
        for (; source.owed >= 1; source.owed -= 1) this.#ask(source.caller, source.n, sumOf(source.caller));
      }
      await this.#step();
    }
    return Object.fromEntries(found);
  }

  #ask(caller: string, n: number, sum: Sum): void {
    sum.asked += 1;
    if (this.#limiters[n]?.admit(caller).allowed) sum.admitted += 1;
    if (this.#alone(caller)) sum.ideal += 1;
  }

  #alone(caller: string): boolean {
    const now = this.clock.now();
    const bucket = filled(this.#single.get(caller) ?? fullBucket(rate, now), rate, now);
    const rest = spent(bucket, 1);
    this.#single.set(caller, rest ?? bucket);
    return rest !== undefined;
  }

  async #step(): Promise<void> {
    this.clock.advance(1);
    this.slow.tick();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

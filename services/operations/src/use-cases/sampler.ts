import type { Clock } from '@mercato/kit/time';
import { Counters } from '../domain/counters.ts';
import { samplesIn } from '../domain/exposition.ts';
import { Gathering, type Grown } from '../domain/interval.ts';
import type { ProcessLook } from '../domain/look.ts';
import type { Promised } from '../domain/promises.ts';
import { keyOfTarget, type Target } from '../domain/target.ts';
import { wantedNames } from '../domain/wanted.ts';
import { type Seen, Window } from '../domain/window.ts';
import type { Scraper } from '../ports/scraper.ts';
import type { Targets } from '../ports/targets.ts';

export interface SamplerDeps {
  readonly targets: Targets;
  readonly scraper: Scraper;
  readonly clock: Clock;
  readonly promised: readonly Promised[];
  /** How far the past reaches. */
  readonly keepMs: number;
}

interface Visited {
  readonly look: ProcessLook;
  readonly grown: Grown;
}

const cpuName = 'process_cpu_seconds_total';

/** Looks at every process now and then, and remembers what happened between its looks. */
export class Sampler {
  readonly #deps: SamplerDeps;
  readonly #wanted: ReadonlySet<string>;
  readonly #window: Window;
  #counters = new Map<string, Counters>();
  #lastAt: number | undefined;

  constructor(deps: SamplerDeps) {
    this.#deps = deps;
    this.#wanted = wantedNames(deps.promised.map(({ row }) => row));
    this.#window = new Window(deps.keepMs);
  }

  get seen(): Seen {
    return this.#window.seen;
  }

  async look(): Promise<void> {
    const { targets, clock, promised } = this.#deps;
    const listed = await targets.list();
    const at = clock.now();
    const seconds = (at - (this.#lastAt ?? at)) / 1_000;
    const visited = await Promise.all(listed.map((target) => this.#visit(target, seconds)));
    const gathering = new Gathering(promised);
    for (const { grown } of visited) gathering.add(grown);
    const interval = this.#lastAt === undefined ? undefined : gathering.between(this.#lastAt, at);
    this.#window.add(interval, { at, processes: visited.map(({ look }) => look) });
    this.#lastAt = at;
    this.#forget(listed);
  }

  async #visit(target: Target, seconds: number): Promise<Visited> {
    const { scraper } = this.#deps;
    const { service, address, kind } = target;
    const [text, ready] = await Promise.all([
      scraper.metrics(address),
      kind === 'sidecar' ? true : scraper.isReady(address),
    ]);
    if (text === undefined) {
      return { look: { ...target, state: 'down', cpu: null, samples: [] }, grown: { service, increases: [] } };
    }
    const samples = samplesIn(text, this.#wanted);
    const increases = this.#countersOf(target).take(samples);
    const used = increases.find(({ name }) => name === cpuName)?.by ?? 0;
    const cpu = seconds > 0 ? used / seconds : null;
    return { look: { ...target, state: ready ? 'ready' : 'unready', cpu, samples }, grown: { service, increases } };
  }

  #countersOf(target: Target): Counters {
    const key = keyOfTarget(target);
    const counters = this.#counters.get(key) ?? new Counters();
    this.#counters.set(key, counters);
    return counters;
  }

  /** Pods that are gone come back under another address. */
  #forget(listed: readonly Target[]): void {
    const known = new Set(listed.map(keyOfTarget));
    for (const key of this.#counters.keys()) if (!known.has(key)) this.#counters.delete(key);
  }
}

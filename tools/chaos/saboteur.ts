import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultyLine, ManagedProcess } from '@mercato/testkit/process';
import { type Fault, type Line, lines } from './schedule.ts';

/** `order`, `order-2.sidecar`, … */
export const processNames = (apps: readonly string[]): readonly string[] => {
  const seen = new Map<string, number>();
  return apps.flatMap((app) => {
    const number = (seen.get(app) ?? 0) + 1;
    seen.set(app, number);
    const label = number === 1 ? app : `${app}-${number}`;
    return [label, `${label}.sidecar`];
  });
};

const isLine = (target: string): target is Line => lines.some((line) => line === target);
const patienceMs = 15_000;

type Process = Pick<ManagedProcess, 'name' | 'running' | 'kill' | 'pause' | 'resume'>;

/** The part of a shop that can be broken. */
export interface Breakable {
  readonly apps: readonly { readonly name: string; readonly service: Process; readonly sidecar: Process }[];
  readonly faults: Readonly<Record<Line, Pick<FaultyLine, 'cut' | 'mute' | 'slow' | 'restore'>>>;
}

/** Does to a shop what a schedule says. */
export class Saboteur {
  readonly #shop: Breakable;
  readonly #processes: ReadonlyMap<string, Process>;
  readonly #over = new Set<Promise<void>>();
  readonly #stop = new AbortController();

  constructor(shop: Breakable) {
    this.#shop = shop;
    const processes = shop.apps.flatMap(({ service, sidecar }) => [service, sidecar]);
    const names = processNames(shop.apps.map(({ name }) => name));
    this.#processes = new Map(processes.map((process, i) => [names[i] ?? '', process]));
  }

  /** Begins a fault; it ends by itself. */
  async act(fault: Fault): Promise<void> {
    const end = isLine(fault.target) ? await this.#break(fault, fault.target) : await this.#hit(fault);
    if (!end) return;
    const over = sleep(fault.ms, undefined, { signal: this.#stop.signal })
      .catch(() => undefined)
      .then(end)
      .finally(() => this.#over.delete(over));
    this.#over.add(over);
  }

  /** Ends what is still going on. */
  async relent(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#over);
  }

  async #break({ action, delayMs = 0 }: Fault, target: Line): Promise<() => Promise<void>> {
    const line = this.#shop.faults[target];
    if (action === 'slow') await line.slow(delayMs);
    else if (action === 'mute') await line.mute();
    else await line.cut();
    return () => line.restore();
  }

  async #hit({ action, target }: Fault): Promise<(() => void) | undefined> {
    const process = this.#processes.get(target);
    if (!process) throw new Error(`This shop has no process ${target}`);
    await untilRunning(process);
    if (action === 'kill') await process.kill('SIGKILL');
    else process.pause();
    return action === 'kill' ? undefined : () => process.resume();
  }
}

/** What was killed a moment ago is being started again: killing nothing would count for nothing. */
const untilRunning = async (process: Process): Promise<void> => {
  const end = performance.now() + patienceMs;
  while (!process.running) {
    if (performance.now() > end) throw new Error(`${process.name} was not started again`);
    await sleep(20);
  }
};

import { Random } from '../seed/random.ts';

export const lines = ['store', 'queue'] as const;
export type Line = (typeof lines)[number];

export const actions = ['kill', 'pause', 'cut', 'mute', 'slow'] as const;
export type Action = (typeof actions)[number];

/** One thing done to the shop. */
export interface Fault {
  /** Milliseconds from the start of the load. */
  readonly at: number;
  readonly action: Action;
  /** A process (`order-2`, `order-2.sidecar`) or a line (`store`, `queue`). */
  readonly target: string;
  /** How long it lasts; a kill is over at once. */
  readonly ms: number;
  /** By how much a slow line delays every answer. */
  readonly delayMs?: number;
}

export interface ScheduleOptions {
  readonly seed: number;
  /** SIGKILLs; pauses and broken lines come on top. */
  readonly kills: number;
  /** Names of the processes. */
  readonly processes: readonly string[];
  /** Mean time between two faults. */
  readonly everyMs: number;
}

const pausesPerKill = 0.3;
const brokenLinesPerKill = 0.2;
/** Between two faults of one target, so that the end of one is not the end of the other. */
const restMs = 500;

/** Draws all before it draws one again, so that nobody is spared for long. */
class Bag<T> {
  readonly #all: readonly T[];
  readonly #random: Random;
  #left: T[] = [];

  constructor(all: readonly T[], random: Random) {
    this.#all = all;
    this.#random = random;
  }

  draw(): T {
    if (this.#left.length === 0) this.#left = [...this.#all];
    const drawn = this.#random.pick(this.#left);
    this.#left.splice(this.#left.indexOf(drawn), 1);
    return drawn;
  }
}

type Effect = Omit<Fault, 'at'>;

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: Math.round(count) }, make);

const effects = ({ kills, processes }: ScheduleOptions, random: Random): readonly Effect[] => {
  const [killed, paused] = [new Bag(processes, random), new Bag(processes, random)];
  const kinds = new Bag(
    lines.flatMap((target) => (['cut', 'mute', 'slow'] as const).map((action) => ({ action, target }))),
    random,
  );
  const broken = (): Effect => {
    const kind = kinds.draw();
    const ms = random.between(2_000, 10_000);
    return kind.action === 'slow' ? { ...kind, ms, delayMs: random.between(200, 1_500) } : { ...kind, ms };
  };
  return [
    ...times(kills, () => ({ action: 'kill' as const, target: killed.draw(), ms: 0 })),
    ...times(kills * pausesPerKill, () => ({
      action: 'pause' as const,
      target: paused.draw(),
      ms: random.between(1_000, 15_000),
    })),
    ...times(kills * brokenLinesPerKill, broken),
  ];
};

/** What is done to the shop, and when. The same options give the same schedule. */
export const scheduleOf = (options: ScheduleOptions): readonly Fault[] => {
  const random = new Random(options.seed);
  const all = effects(options, random);
  const inAnyOrder = new Bag(all, random);
  const freeAt = new Map<string, number>();
  let now = 0;
  const faults = all.map(() => {
    now += Math.round(options.everyMs * (0.5 + random.next()));
    const effect = inAnyOrder.draw();
    const at = Math.max(now, freeAt.get(effect.target) ?? 0);
    freeAt.set(effect.target, at + effect.ms + restMs);
    return { at, ...effect };
  });
  return faults.toSorted((a, b) => a.at - b.at);
};

/** When the last fault is over. */
export const endOf = (faults: readonly Fault[]): number => Math.max(0, ...faults.map(({ at, ms }) => at + ms));

import { type Interval, intervalOf, ratioOf } from './statistics.ts';

/** What each arm has shown in one block of rounds. */
export type Block<A extends string, T> = Readonly<Record<A, readonly T[]>>;

type Measured = <A extends string, T>(
  arms: readonly A[],
  blocks: number,
  measure: (arm: A) => Promise<T>,
) => Promise<readonly Block<A, T>[]>;

const inOrder =
  (orderOf: <A>(arms: readonly A[], block: number) => readonly A[]): Measured =>
  async <A extends string, T>(arms: readonly A[], blocks: number, measure: (arm: A) => Promise<T>) => {
    const done: Block<A, T>[] = [];
    while (done.length < blocks) {
      const all = new Map<A, T[]>(arms.map((arm) => [arm, []]));
      for (const arm of orderOf(arms, done.length)) all.get(arm)?.push(await measure(arm));
      done.push(Object.fromEntries(all) as unknown as Block<A, T>);
    }
    return done;
  };

/** Every arm forth and back, block after block: a machine that slows down or speeds up does so for all of them. */
export const forthAndBack: Measured = inOrder((arms) => [...arms, ...arms.toReversed()]);

/** Every arm once a block, forth in one and back in the next: for rounds that take minutes. */
export const inTurns: Measured = inOrder((arms, block) => (block % 2 === 0 ? arms : arms.toReversed()));

/** One number of two arms, side by side. */
export interface Comparison {
  readonly what: string;
  readonly unit: string;
  readonly ours: string;
  readonly other: string;
  /** Means of all rounds. */
  readonly oursMean: number;
  readonly otherMean: number;
  /** Ours to the other's, each block beside its own, with its 95 % interval. */
  readonly ratio: Interval;
  /** The ratio that was aimed at: at most, or at least where more is better. */
  readonly target?: { readonly atMost: number } | { readonly atLeast: number };
}

export interface Question<A extends string, T> extends Pick<Comparison, 'what' | 'unit' | 'target'> {
  readonly ours: A;
  readonly other: A;
  readonly of: (shown: T) => number;
}

const meanOf = (values: readonly number[]): number => intervalOf(values).mean;

export const compare = <A extends string, T>(
  blocks: readonly Block<A, T>[],
  { of, ...question }: Question<A, T>,
): Comparison => {
  const values = (arm: A, block: Block<A, T>): readonly number[] => block[arm].map(of);
  const all = (arm: A): readonly number[] => blocks.flatMap((block) => values(arm, block));
  const { ours, other } = question;
  return {
    ...question,
    oursMean: meanOf(all(ours)),
    otherMean: meanOf(all(other)),
    ratio: ratioOf(blocks.map((block) => ({ a: values(other, block), b: values(ours, block) }))),
  };
};

/** Whether a value is what was aimed at; undefined where nothing was. */
export const meets = ({ mean }: Pick<Interval, 'mean'>, target: Comparison['target']): boolean | undefined => {
  if (!target) return undefined;
  return 'atMost' in target ? mean <= target.atMost : mean >= target.atLeast;
};

/** In words; what the ends of the interval say otherwise is said by the mean alone. */
export const verdictOf = (value: Interval, target: Comparison['target']): string | undefined => {
  const met = meets(value, target);
  if (met === undefined) return undefined;
  const isSure = [value.low, value.high].every((mean) => meets({ mean }, target) === met);
  return `${met ? 'met' : 'missed'}${isSure ? '' : ' by the mean alone'}`;
};

export const isMet = ({ ratio, target }: Pick<Comparison, 'ratio' | 'target'>): boolean | undefined =>
  meets(ratio, target);

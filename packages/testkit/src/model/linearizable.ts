import type { Asked } from './history.ts';

/** What a correct service may answer to a command, and the state that it leaves. */
export interface Permitted<S> {
  readonly answer: string;
  readonly state: S;
}

/** A service told in a few lines, one command at a time. */
export interface Model<S, C> {
  readonly start: S;
  /** More than one outcome is permitted only where a command under way at the same time (`meanwhile`) explains it. */
  readonly step: (state: S, command: C, meanwhile: readonly C[]) => readonly Permitted<S>[];
}

const overlap = <C>(a: Asked<C>, b: Asked<C>): boolean => a !== b && a.from < b.to && b.from < a.to;

/**
 * The order in which a service that does one thing at a time would have had to be asked to give these answers, each
 * command at some moment between its question and its answer; undefined when there is none (Wing and Gong's search).
 */
export const explain = <S, C>(asked: readonly Asked<C>[], model: Model<S, C>): readonly C[] | undefined => {
  const known = asked.filter((a) => a.answer !== undefined).length;
  const meanwhile = new Map(asked.map((a) => [a, asked.filter((b) => overlap(a, b)).map((b) => b.command)]));
  const hopeless = new Set<string>();

  const search = (state: S, done: ReadonlySet<Asked<C>>, answered: number): readonly C[] | undefined => {
    if (answered === known) return [];
    const place = `${asked.map((a) => (done.has(a) ? 1 : 0)).join('')} ${JSON.stringify(state)}`;
    if (hopeless.has(place)) return undefined;
    const left = asked.filter((a) => !done.has(a));
    const firstEnd = Math.min(...left.map((a) => a.to));
    for (const next of left.filter((a) => a.from < firstEnd)) {
      for (const { answer, state: after } of model.step(state, next.command, meanwhile.get(next) ?? [])) {
        if (next.answer !== undefined && next.answer !== answer) continue;
        const rest = search(after, new Set(done).add(next), answered + (next.answer === undefined ? 0 : 1));
        if (rest) return [next.command, ...rest];
      }
    }
    hopeless.add(place);
    return undefined;
  };
  return search(model.start, new Set(), 0);
};

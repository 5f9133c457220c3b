import { type Applied, applyAll, type Outcome, type Waiting } from './apply.ts';
import type { Envelope, WriteMark } from './types.ts';

/** More than a service has replicas. */
const rememberedWriters = 32;

const textOf = ({ writer, n }: WriteMark): string => `${writer} ${n}`;

/**
 * The writes that are tried for one batch. Each leaves a mark of its own, so that the item tells which of them was done
 * even where its answer was lost and others have written since.
 */
export class OwnWrites<S> {
  readonly #batch: readonly Waiting<S>[];
  readonly #nextMark: () => WriteMark;
  readonly #tried = new Map<string, readonly Outcome[]>();

  constructor(batch: readonly Waiting<S>[], nextMark: () => WriteMark) {
    this.#batch = batch;
    this.#nextMark = nextMark;
  }

  /** What is still to be written, or how it went where one of the writes was done. */
  applyTo(current: Envelope<S> | undefined): Applied<S> {
    const writes = current?.writes ?? [];
    const done = writes.map((mark) => this.#tried.get(textOf(mark))).find((outcomes) => outcomes);
    if (done) return { next: undefined, outcomes: done };
    const { next, outcomes } = applyAll(current, this.#batch);
    if (!next) return { next, outcomes };
    const mark = this.#nextMark();
    this.#tried.set(textOf(mark), outcomes);
    const others = writes.filter((w) => w.writer !== mark.writer);
    return { next: { ...next, writes: [...others, mark].slice(-rememberedWriters) }, outcomes };
  }
}

import { DomainError } from '../errors/index.ts';
import type { SagaDefinition } from './types.ts';

/** The step lists that this process can run. */
export interface SagaRegistry<S> {
  /** What new sagas begin with. */
  readonly current: SagaDefinition<S>;
  /** Throws a transient error for a version not known here: another replica may know it. */
  of(version: number): SagaDefinition<S>;
}

/** Knows the current list and the previous ones, so that sagas in flight survive a release in either direction. */
export const sagaRegistry = <S>(
  current: SagaDefinition<S>,
  ...previous: readonly SagaDefinition<S>[]
): SagaRegistry<S> => {
  for (const { id, steps } of [current, ...previous]) {
    // Its intent is the point of no return, so it must not be stored before everything else is done.
    const early = steps.find(({ follows, canRefuse }) => follows && canRefuse === false);
    if (early) throw new Error(`${early.id} of ${id} cannot be refused, so it cannot follow at once`);
  }
  const known = new Map([current, ...previous].map((definition) => [definition.version, definition]));
  if (known.size !== previous.length + 1) throw new Error(`Two step lists of ${current.id} have the same version`);
  return {
    current,
    of: (version) => {
      const definition = known.get(version);
      if (definition) return definition;
      throw new DomainError('internal.error', `Version ${version} of ${current.id} is not known here`);
    },
  };
};

import fc, { type IAsyncProperty } from 'fast-check';

/** Runs a property that lacks a defence until it fails; true when what it found is a broken rule, not a broken test. */
export const findsViolation = async <T>(property: IAsyncProperty<T>): Promise<boolean> => {
  const { failed, errorInstance } = await fc.check(property, { numRuns: 5_000, endOnFailure: true });
  if (failed && !(errorInstance instanceof Error && errorInstance.name === 'AssertionError')) throw errorInstance;
  return failed;
};

import type { FieldError } from '@mercato/contracts/shared';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

const most = 20;
const longest = 200;

/** A few readable errors of one part of a request, each with the JSON pointer (RFC 6901) of its field. */
export const fieldErrors = (part: FieldError['in'], error: z.ZodError, given: unknown): FieldError[] =>
  error.issues
    .flatMap((issue) => flatten(issue, []))
    .slice(0, most)
    .map(({ path, message }) => ({
      in: part,
      pointer: pointerTo(path),
      message: given === undefined && path.length === 0 ? `A JSON ${part} is required` : message.slice(0, longest),
    }));

interface Flat {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

const flatten = (issue: Issue, above: readonly PropertyKey[]): Flat[] => {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], message: 'is not a known field' }));
  }
  if (issue.code === 'invalid_union') {
    const nearest = nearestBranch(issue.errors);
    if (nearest) return nearest.flatMap((inner) => flatten(inner, path));
  }
  return [{ path, message: issue.message }];
};

/** Of the alternatives the one that fits best: the fewest mistakes, and those deepest inside. */
const nearestBranch = (branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined => {
  const depth = (branch: readonly Issue[]): number => Math.min(...branch.map((issue) => issue.path.length));
  return branches
    .filter((branch) => branch.length > 0)
    .toSorted((a, b) => a.length - b.length || depth(b) - depth(a))[0];
};

const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).slice(0, longest).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

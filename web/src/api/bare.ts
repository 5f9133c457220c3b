import createClient from 'openapi-fetch';
import type { components, paths } from './schema';

export type Problem = components['schemas']['Problem'];

/** What went wrong, as the shop says it; `offline` where nobody answered. */
export class ShopError extends Error {
  readonly code: string;
  readonly problem: Problem | undefined;

  constructor(code: string, problem?: Problem) {
    super(problem?.detail ?? code);
    this.code = code;
    this.problem = problem;
  }
}

/** A client of every route by its path, typed by its contract, that says nothing of who asks. */
export const newClient = () => createClient<paths>({ baseUrl: globalThis.location.origin });

interface Answered<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

const isProblem = (body: unknown): body is Problem => typeof body === 'object' && body !== null && 'code' in body;

/** The body of a good answer; anything else is thrown as a `ShopError`. */
export const answered = async <T>(call: Promise<Answered<T>>): Promise<NonNullable<T>> => {
  const { data, error, response } = await call.catch((cause: unknown) => {
    throw cause instanceof ShopError ? cause : new ShopError('offline');
  });
  if (!response.ok)
    throw new ShopError(isProblem(error) ? error.code : 'internal.error', isProblem(error) ? error : undefined);
  return data as NonNullable<T>;
};

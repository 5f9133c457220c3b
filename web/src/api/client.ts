import createClient, { type Middleware } from 'openapi-fetch';
import { accessToken, signOut } from '../account/session.ts';
import type { components, paths } from './schema';

export type Product = components['schemas']['Product'];
export type Category = components['schemas']['Category'];
export type Cart = components['schemas']['Cart'];
export type CartLine = components['schemas']['CartLine'];
export type Order = components['schemas']['Order'];
export type User = components['schemas']['User'];
export type Tokens = components['schemas']['Tokens'];
export type Money = components['schemas']['Money'];
export type Address = components['schemas']['Address'];
export type TimelineEntry = components['schemas']['TimelineEntry'];
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

const withToken: Middleware = {
  onRequest: async ({ request }) => {
    const token = await accessToken();
    if (token !== undefined) request.headers.set('authorization', `Bearer ${token}`);
    return request;
  },
  onResponse: ({ request, response }) => {
    if (response.status === 401 && request.headers.has('authorization')) signOut();
  },
};

/** Every route of the shop by its path, typed by its contract. */
export const api = createClient<paths>({ baseUrl: globalThis.location.origin });
api.use(withToken);

interface Answered<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

const isProblem = (body: unknown): body is Problem => typeof body === 'object' && body !== null && 'code' in body;

/** The body of a good answer; anything else is thrown as a `ShopError`. */
export const answered = async <T>(call: Promise<Answered<T>>): Promise<NonNullable<T>> => {
  const { data, error, response } = await call.catch(() => {
    throw new ShopError('offline');
  });
  if (!response.ok)
    throw new ShopError(isProblem(error) ? error.code : 'internal.error', isProblem(error) ? error : undefined);
  return data as NonNullable<T>;
};

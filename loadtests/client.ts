import { check } from 'k6';
import exec from 'k6/execution';
import http, { type RefinedResponse } from 'k6/http';
import { config } from './config.ts';
import { type Route, urlOf } from './routes.ts';
import type { Kind } from './thresholds.ts';

export type Answer = RefinedResponse<'text'>;

export interface Request {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: object;
  readonly token?: string | undefined;
  readonly idempotencyKey?: string;
  /** Seconds to wait for the outcome. */
  readonly wait?: number;
}

// Whatever the shop means by an answer, it has given one; only these count as failed.
http.setResponseCallback(http.expectedStatuses({ min: 200, max: 428 }, { min: 430, max: 499 }));

/** Held answers take as long as what they wait for, and creating orders and products is held back for that. */
const kindOf = ({ method, path }: Route, { wait }: Request): Kind => {
  if (method === 'GET') return 'read';
  return wait !== undefined || /^\/api\/(orders|products)/.test(path) ? 'held' : 'write';
};

const headersOf = ({ body, token, idempotencyKey, wait }: Request): Record<string, string> => ({
  ...(body && { 'content-type': 'application/json' }),
  ...(token && { authorization: `Bearer ${token}` }),
  ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
  ...(wait && { prefer: `wait=${wait}` }),
});

/** "Not now", and when to come back. */
export const isTurnedAway = ({ status, headers }: Answer): boolean =>
  (status === 429 || status === 503) && headers['Retry-After'] !== undefined;

/** What came instead of an answer: k6 has a number for each way of getting none, the shop a code for each problem. */
const insteadOf = ({ status, error_code: way, body }: Answer): string => {
  if (status === 0) return `nothing (k6 ${way})`;
  const [, code] = /"code":"([a-z_.]{1,60})"/.exec(body ?? '') ?? [];
  return code === undefined ? String(status) : `${status} ${code}`;
};

/** Asks the shop; the answer must be one of these, or one that turns the visitor away for now. */
export const ask = (route: Route, expected: readonly number[], request: Request = {}): Answer => {
  const url = `${config.baseUrl}${urlOf(route, request.params, request.query)}`;
  const answer = http.request(route.method, url, request.body ? JSON.stringify(request.body) : null, {
    headers: headersOf(request),
    tags: { name: route.id, kind: kindOf(route, request) },
    responseType: 'text',
    timeout: '30s',
  });
  const isRight = expected.includes(answer.status) || isTurnedAway(answer);
  // One check for each answer, under a name that says what was wrong: the summary has nothing else of single answers.
  check(answer, { [`${route.id} answers ${isRight ? 'as it should' : insteadOf(answer)}`]: () => isRight });
  return answer;
};

/** The body of an answer of which the contract says what it is; undefined where it is another. */
export const bodyOf = <T>(answer: Answer, status = 200): T | undefined =>
  answer.status === status ? (JSON.parse(answer.body) as T) : undefined;

/** A key that nobody else uses, in this run or another. */
export const newKey = (): string => `k6-${exec.vu.idInTest}-${exec.scenario.iterationInTest}-${Date.now()}`;

import { type Problem, problem, type RouteContract } from '@mercato/contracts/shared';
import { DomainError, errors } from '../errors/index.ts';
import type { CallAnswer } from './invoker.ts';

/** What another service's answer means to the caller: the parsed body of a 200, or the error to throw. */
export const readAnswer = <R extends RouteContract>(
  app: string,
  route: R,
  { status, body }: { readonly status: number; readonly body?: unknown },
): CallAnswer<R> => {
  const answer = route.answers[200];
  if (status !== 200 || answer === undefined || typeof answer === 'string') throw failure(app, status, body);
  const parsed = answer.safeParse(body);
  if (!parsed.success)
    throw new DomainError('internal.error', `${app} broke the contract of ${route.id}`, { cause: parsed.error });
  return parsed.data as CallAnswer<R>;
};

// Between services a refusal is a 200 with a verdict, so whatever else comes back is a failure of one side or the other.
const failure = (app: string, status: number, body: unknown): DomainError => {
  const told: Problem | undefined = problem.safeParse(body).data;
  if (told && status === 504) return errors.timeout(app);
  if (told && status < 500 && status !== 429) {
    return new DomainError('internal.error', `${app} answered ${status} ${told.code}: ${told.detail ?? told.title}`, {
      cause: told,
    });
  }
  return errors.unavailable(app, new Error(`${app} answered ${status}: ${JSON.stringify(body)?.slice(0, 500)}`));
};

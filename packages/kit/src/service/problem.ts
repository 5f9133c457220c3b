import type { Problem } from '@mercato/contracts/shared';
import type { DomainError } from '../errors/index.ts';

export interface ProblemAnswer {
  readonly status: number;
  readonly body: Problem;
  readonly headers: Readonly<Record<string, string>>;
}

const challenges: Readonly<Record<string, string>> = {
  'auth.invalid': 'Bearer error="invalid_token"',
};

/** An error as RFC 9457 problem details. What went wrong inside stays inside: it is for the log. */
export const toProblem = (error: DomainError, requestId: string): ProblemAnswer => {
  const { http: status, title } = error.row;
  const detail = error.code === 'internal.error' ? undefined : error.message;
  return {
    status,
    body: {
      type: `urn:mercato:error:${error.code}`,
      title,
      status,
      code: error.code,
      ...(detail ? { detail } : {}),
      requestId,
      ...(error.fields.length > 0 ? { errors: [...error.fields] } : {}),
    },
    headers: {
      'content-type': 'application/problem+json',
      ...(error.retryAfter === undefined ? {} : { 'retry-after': String(Math.ceil(error.retryAfter)) }),
      ...(status === 401 ? { 'www-authenticate': challenges[error.code] ?? 'Bearer' } : {}),
    },
  };
};

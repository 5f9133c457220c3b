import type { FastifyRequest } from 'fastify';
import type { CallContext } from '../context/index.ts';
import type { DomainError } from '../errors/index.ts';
import { randomIds } from '../ids/index.ts';
import type { Work } from '../telemetry/index.ts';
import { systemClock } from '../time/index.ts';

/** What kit knows of a request while it lasts. */
export interface RequestState {
  readonly call: CallContext;
  readonly work: Work | undefined;
  readonly startedAt: number;
  /** Set when the answer is an error. */
  failure?: DomainError;
}

declare module 'fastify' {
  interface FastifyRequest {
    mercato: RequestState | undefined;
    rawBody?: string;
  }
  interface FastifyContextConfig {
    /** Neither logged, nor counted, nor traced as a request: probes and messages. */
    readonly quiet?: boolean;
    /** The body is kept as it came, too. */
    readonly keepRaw?: boolean;
  }
}

const safeId = /^[A-Za-z0-9._:-]{1,64}$/;

/** An id given from outside if it may stand in every log and header, else a fresh one. */
export const correlationId = (...candidates: readonly unknown[]): string =>
  candidates.find((id): id is string => typeof id === 'string' && safeId.test(id)) ?? randomIds.uuid();

/** The deadline of a request: a caller may only shorten it. */
export const deadlineOf = (headers: FastifyRequest['headers'], mostMs: number): number => {
  const latest = systemClock.now() + mostMs;
  const asked = headers['x-deadline'];
  return typeof asked === 'string' && /^\d{1,15}$/.test(asked) ? Math.min(latest, Number(asked)) : latest;
};

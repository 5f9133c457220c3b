import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import type { DomainError } from '../errors/index.ts';

/** When a process has more to do than it can, and what it says then. */
export interface PressureOptions {
  /** Milliseconds that the event loop may come late, as the mean of a tenth of a second. */
  readonly mostDelayMs: number;
  /** What who comes beyond that is told. */
  readonly refuse: () => DomainError;
}

/** Refuses requests, but for probes, before anything is done for them while the process is behind with those that it has. */
export const registerPressure = async (
  fastify: FastifyInstance,
  { mostDelayMs, refuse }: PressureOptions,
): Promise<void> => {
  await fastify.register(underPressure, {
    sampleInterval: 100,
    maxEventLoopDelay: mostDelayMs,
    pressureHandler: (request) => (request.routeOptions.config.quiet ? undefined : Promise.reject(refuse())),
  });
};

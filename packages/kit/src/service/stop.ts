import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Runtime } from './runtime.ts';

const defaultMs = 20_000;

/**
 * Ends a service once: not ready, streams ended, requests taken for a while yet, what is in flight finished, connections
 * closed, then `onClose`.
 */
export const stopper = (fastify: FastifyInstance, runtime: Runtime): (() => Promise<void>) => {
  let stopped: Promise<void> | undefined;
  return () => (stopped ??= stop(fastify, runtime));
};

const stop = async (fastify: FastifyInstance, { options, inFlight, stopping, log }: Runtime): Promise<void> => {
  stopping.abort();
  await delay(options.drainMs ?? 0);
  const startedAt = performance.now();
  const left = (): number => Math.max(0, (options.stopWithinMs ?? defaultMs) - (performance.now() - startedAt));
  await inFlight.drain(left());
  if (inFlight.size > 0) log.warn({ running: inFlight.size }, 'stopping without waiting any longer');
  // A connection whose answer nobody reads would keep the server open for ever.
  const force = setTimeout(() => fastify.server.closeAllConnections(), Math.max(left(), 500));
  await fastify.close();
  clearTimeout(force);
  await options.onClose?.();
};

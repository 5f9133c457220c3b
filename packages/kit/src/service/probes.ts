import type { FastifyInstance, FastifyReply } from 'fastify';
import { DomainError, errors } from '../errors/index.ts';
import { collectProcessMetrics, exposeMetrics } from '../telemetry/index.ts';
import { iso, systemClock } from '../time/index.ts';
import type { Runtime } from './runtime.ts';

type Check = () => Promise<void>;

type DependencyHealth =
  { readonly status: 'healthy'; readonly latencyMs: number } | { readonly status: 'unhealthy'; readonly error: string };

const checkMs = 3_000;
const quiet = { config: { quiet: true }, exposeHeadRoute: true } as const;

/** What the platform asks: alive, ready, healthy, and how much. */
export const registerProbes = (fastify: FastifyInstance, runtime: Runtime): void => {
  collectProcessMetrics();
  const health = sharedHealth(runtime);
  fastify.get('/livez', quiet, async () => ({ status: 'alive' }));
  fastify.get('/readyz', quiet, async (_request, reply) => readiness(reply, runtime));
  fastify.get('/health', quiet, async (_request, reply) => {
    const report = await health();
    return reply.code(report.status === 'healthy' ? 200 : 503).send(report);
  });
  fastify.get('/metrics', quiet, async (request, reply) => {
    const { type, text } = await exposeMetrics(request.headers.accept);
    return reply.type(type).send(text);
  });
};

const readiness = async (reply: FastifyReply, { options, stopping }: Runtime): Promise<FastifyReply> => {
  if (stopping.signal.aborted) return reply.code(503).send({ status: 'stopping' });
  try {
    if (options.readiness) await within(checkMs, options.readiness);
    return await reply.send({ status: 'ready' });
  } catch (error) {
    return reply.code(503).send({ status: 'starting', reason: reasonOf(error) });
  }
};

/** However many ask at once, the dependencies are asked once. */
const sharedHealth = (runtime: Runtime) => {
  let running: Promise<Awaited<ReturnType<typeof healthReport>>> | undefined;
  return () => {
    running ??= healthReport(runtime).finally(() => {
      running = undefined;
    });
    return running;
  };
};

const healthReport = async ({ options, log }: Runtime) => {
  const checks = Object.entries(options.health ?? {});
  const entries = await Promise.all(
    checks.map(async ([name, check]) => {
      const result = await healthOf(check);
      if (result.status === 'unhealthy') log.warn({ dependency: name, reason: result.error }, 'unhealthy');
      return [name, result] as const;
    }),
  );
  const healthy = entries.every(([, { status }]) => status === 'healthy');
  return {
    status: healthy ? 'healthy' : 'unhealthy',
    timestamp: iso((options.clock ?? systemClock).now()),
    dependencies: Object.fromEntries(entries),
  } as const;
};

const healthOf = async (check: Check): Promise<DependencyHealth> => {
  const startedAt = performance.now();
  try {
    await within(checkMs, check);
    return { status: 'healthy', latencyMs: Math.round(performance.now() - startedAt) };
  } catch (error) {
    return { status: 'unhealthy', error: reasonOf(error) };
  }
};

/** Anybody may read it, so only what was written for people to read. */
const reasonOf = (error: unknown): string => (error instanceof DomainError ? error.message : 'failed');

const within = async (ms: number, check: Check): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(errors.timeout(`A check within ${ms} ms`)), ms);
  });
  try {
    await Promise.race([check(), late]);
  } finally {
    clearTimeout(timer);
  }
};

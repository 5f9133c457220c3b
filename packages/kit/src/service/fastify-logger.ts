import type { FastifyBaseLogger } from 'fastify';
import type { Logger } from '../telemetry/index.ts';

type Line = [fields: unknown, message?: unknown];

/** Our logger as Fastify wants it. Fastify's own chatter about routes and sockets is debug to us. */
export const fastifyLogger = (log: Logger): FastifyBaseLogger => {
  const to =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (...[fields, message]: Line): void => {
      if (typeof fields === 'object' && fields !== null) log[level](fields, text(message));
      else log[level]({}, text(fields));
    };
  const logger: FastifyBaseLogger = {
    level: 'info',
    fatal: to('error'),
    error: to('error'),
    warn: to('warn'),
    info: to('debug'),
    debug: to('debug'),
    trace: () => {},
    silent: () => {},
    child: () => logger,
  };
  return logger;
};

const text = (message: unknown): string => (typeof message === 'string' ? message : 'server');

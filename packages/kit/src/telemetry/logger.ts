import { isSpanContextValid, trace } from '@opentelemetry/api';
import {
  destination as fileOf,
  type DestinationStream,
  type Logger as PinoLogger,
  pino,
  stdSerializers,
  stdTimeFunctions,
} from 'pino';
import { currentContext } from '../context/index.ts';
import { LineWriter } from './line-writer.ts';
import { redact } from './redact.ts';

type Log = (fields: object, message?: string) => void;

/** Made by kit alone, so there is no secret in it. */
export interface AnsweredLine {
  readonly route: string;
  readonly method: string;
  readonly status: string;
  readonly seconds: number;
  readonly requestId: string;
  readonly userId?: string | undefined;
  readonly traceId: string | undefined;
  readonly spanId: string | undefined;
}

/** Structured logs: fields first, then a constant sentence. Request and trace ids are added by themselves. */
export interface Logger {
  readonly debug: Log;
  readonly info: Log;
  readonly warn: Log;
  readonly error: Log;
  /** The line of a request that was answered, of which there are the most. */
  readonly answered: (line: AnsweredLine) => void;
  child(fields: object): Logger;
}

export interface LoggerOptions {
  readonly service: string;
  readonly level?: string;
  /** Where lines go; stdout unless a test wants them. */
  readonly destination?: DestinationStream;
}

/** The ids that tie a line to its request, whichever service wrote it. Of a person only the random id of the account. */
const correlation = (): object => {
  const call = currentContext();
  const span = trace.getActiveSpan()?.spanContext();
  return {
    ...(call === undefined ? {} : { requestId: call.requestId }),
    ...(call?.userId === undefined ? {} : { userId: call.userId }),
    ...(span && isSpanContextValid(span) ? { traceId: span.traceId, spanId: span.spanId } : {}),
  };
};

let toStdout: LineWriter | undefined;

/** Shared by all loggers of the process. Written without a thread, as `console` does: a hand-over costs more than a write. */
const stdout = (): DestinationStream => {
  if (toStdout) return toStdout;
  toStdout = new LineWriter(fileOf({ dest: 1, sync: true }));
  process.on('exit', toStdout.flush);
  return toStdout;
};

/** JSON lines with level, time, service, and the current request's and trace's ids. */
export const createLogger = ({ service, level = 'info', destination = stdout() }: LoggerOptions): Logger => {
  const logger = pino(
    {
      level,
      base: { service },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: redact },
      serializers: { err: (error: Error) => redact({ ...stdSerializers.err(error) }) },
      mixin: correlation,
      mixinMergeStrategy: (fields, ids) => ({ ...ids, ...fields }),
    },
    destination,
  );
  const answered = logger.isLevelEnabled('info') ? answeredLines(service, destination) : () => {};
  return { ...wrap(logger), answered };
};

/** The same line as pino's, without looking for secrets and ids: that costs more than a small request itself. */
const answeredLines = (service: string, destination: DestinationStream): Logger['answered'] => {
  const from = JSON.stringify({ service }).slice(1, -1);
  return (line) => {
    const fields = JSON.stringify(line).slice(1, -1);
    destination.write(`{"level":"info"${stdTimeFunctions.isoTime()},${from},${fields},"msg":"answered"}\n`);
  };
};

/** pino redacts the fields of a line, but not those that a child is bound to. */
const wrap = (logger: PinoLogger): Logger => ({
  debug: logger.debug.bind(logger),
  info: logger.info.bind(logger),
  warn: logger.warn.bind(logger),
  error: logger.error.bind(logger),
  answered: (line) => logger.info(line, 'answered'),
  child: (fields) => wrap(logger.child(redact(fields))),
});

/** Logs nothing. */
export const silentLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  answered: () => {},
  child: () => silentLogger,
};

import { isSpanContextValid, trace } from '@opentelemetry/api';
import { pino, stdTimeFunctions, type DestinationStream } from 'pino';
import { currentContext } from '../context/index.ts';

type Log = (fields: object, message?: string) => void;

/** Structured logs: fields first, then a constant sentence. Request and trace ids are added by themselves. */
export interface Logger {
  readonly debug: Log;
  readonly info: Log;
  readonly warn: Log;
  readonly error: Log;
  child(fields: object): Logger;
}

export interface LoggerOptions {
  readonly service: string;
  readonly level?: string;
  /** Where lines go; stdout unless a test wants them. */
  readonly destination?: DestinationStream;
}

const secretFields = [
  'authorization',
  'cookie',
  'password',
  'number',
  'cardNumber',
  'cvc',
  'token',
  'accessToken',
  'refreshToken',
  'guestToken',
  'paymentToken',
  '["set-cookie"]',
  '["dapr-api-token"]',
  '["x-guest-token"]',
];

/** Every field that may hold a secret, three levels deep: as deep as a logged request or error goes. */
const paths = secretFields.flatMap((field) => {
  const step = field.startsWith('[') ? field : `.${field}`;
  return [field, `*${step}`, `*.*${step}`];
});

/** The ids that tie a line to its request, whichever service wrote it. */
const correlation = (): object => {
  const requestId = currentContext()?.requestId;
  const span = trace.getActiveSpan()?.spanContext();
  return {
    ...(requestId === undefined ? {} : { requestId }),
    ...(span && isSpanContextValid(span) ? { traceId: span.traceId } : {}),
  };
};

/** JSON lines with level, time, service, and the current request's and trace's ids. */
export const createLogger = ({ service, level = 'info', destination }: LoggerOptions): Logger =>
  pino(
    {
      level,
      base: { service },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths, censor: '[redacted]' },
      mixin: correlation,
      mixinMergeStrategy: (fields, ids) => ({ ...ids, ...fields }),
    },
    ...(destination ? [destination] : []),
  );

/** Logs nothing. */
export const silentLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => silentLogger,
};

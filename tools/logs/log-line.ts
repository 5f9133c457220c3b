import { z } from 'zod';

/** By weight. */
export const levels = { trace: 0, debug: 1, info: 2, warn: 3, error: 4, fatal: 5 } as const;
export type Level = keyof typeof levels;

export interface LogLine {
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly level: Level;
  /** As the file is named: `order`, `order-2`, `order.daprd`. */
  readonly source: string;
  readonly requestId: string | undefined;
  readonly traceId: string | undefined;
  readonly text: string;
  /** All of a service's line. */
  readonly fields: Readonly<Record<string, unknown>> | undefined;
}

const knownLevel = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).catch('info');

const ours = z.looseObject({
  time: z.iso.datetime(),
  level: knownLevel,
  requestId: z.string().optional(),
  traceId: z.string().optional(),
});

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Services write JSON, sidecars `time="…" level=info msg="…"`; a line without a time belongs to the one before it. */
export const parseLine = (source: string, text: string, before: LogLine | undefined): LogLine => {
  if (text.startsWith('{')) {
    const { success, data } = ours.safeParse(json(text));
    if (success) {
      const { requestId, traceId } = data;
      return { at: Date.parse(data.time), level: data.level, source, requestId, traceId, text, fields: data };
    }
  }
  const time = /\btime="([^"]+)"/.exec(text)?.[1];
  const level = knownLevel.parse(/\blevel=(\w+)/.exec(text)?.[1]?.replace('warning', 'warn'));
  const at = time === undefined ? Number.NaN : Date.parse(time);
  return {
    at: Number.isNaN(at) ? (before?.at ?? 0) : at,
    level,
    source,
    requestId: undefined,
    traceId: undefined,
    text,
    fields: undefined,
  };
};

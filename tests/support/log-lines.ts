import type { Shop } from '@mercato/testkit/process';

export interface LogLine {
  readonly service: string;
  readonly msg: string;
  readonly requestId?: string;
  readonly traceId?: string;
  readonly spanId?: string;
}

/** The JSON lines of all services' logs; what a sidecar printed is none. */
export const linesOf = (shop: Shop): readonly LogLine[] =>
  shop
    .logs()
    .split('\n')
    .filter((line) => line.startsWith('{"level"'))
    .map((line) => JSON.parse(line) as LogLine);

import { parseArgs } from 'node:util';
import { levels, type Level } from './log-line.ts';

export interface LogsArguments {
  /** Lines that hold all of these. */
  readonly texts: readonly string[];
  readonly services: readonly string[];
  readonly level: Level;
  /** In milliseconds since 1970. */
  readonly since: number;
  /** Also the lines of every request and trace that a found line belongs to. */
  readonly related: boolean;
  readonly json: boolean;
}

export const usage = `Usage: npm run logs -- [text ...] [--service order ...] [--level warn] [--since 15m] [--related] [--json]
Every service's and sidecar's lines in order of time: those that hold each text (an order's, request's or trace's id, a
word), at this level or above. --related adds all lines of the requests and traces that were found.`;

const options = {
  service: { type: 'string', multiple: true },
  level: { type: 'string', default: 'debug' },
  since: { type: 'string' },
  related: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const isUnit = (text: string | undefined): text is keyof typeof unitMs =>
  text !== undefined && Object.hasOwn(unitMs, text);

const isLevel = (text: string): text is Level => Object.hasOwn(levels, text);

const sinceOf = (text: string | undefined, now: number): number => {
  if (text === undefined) return 0;
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  if (isUnit(unit)) return now - Number(count) * unitMs[unit];
  const at = Date.parse(text);
  if (Number.isNaN(at))
    throw new Error(`--since is a time such as 15m, 2h or 2026-11-28T08:00Z, not "${text}"\n${usage}`);
  return at;
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${usage}`, { cause: error });
  }
};

/** Throws with the usage when the arguments do not say what to look for. */
export const parseArguments = (args: readonly string[], now: number): LogsArguments => {
  const { values, positionals: texts } = parse(args);
  const { level, service: services = [], related, json } = values;
  if (!isLevel(level)) throw new Error(`--level is one of ${Object.keys(levels).join(', ')}, not "${level}"\n${usage}`);
  return { texts, services, level, since: sinceOf(values.since, now), related, json };
};

import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { shopUrl } from '../start/readiness.ts';

export interface ConserveArguments {
  readonly url: string;
  /** How long to wait for quiet, and for what is off to come right. */
  readonly waitMs: number;
  /** Orders known to be accepted, and events that were put into dead-letter queues on purpose. */
  readonly accepted: readonly string[];
  readonly poison: readonly string[];
}

export const usage =
  'Usage: npm run conserve -- [--url http://127.0.0.1:5000] [--wait 60] [--accepted orders.txt] [--poison events.txt]';

/** One id a line. */
const idsIn = (file: string | undefined): readonly string[] => {
  if (file === undefined) return [];
  if (!existsSync(file)) throw new Error(`There is no file ${file}`);
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.map((line) => line.trim()).filter((line) => line !== '');
};

/** Throws with the usage when the arguments do not say what to do. */
export const parseArguments = (args: readonly string[]): ConserveArguments => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      url: { type: 'string', default: shopUrl },
      wait: { type: 'string', default: '60' },
      accepted: { type: 'string' },
      poison: { type: 'string' },
    },
  });
  if (positionals.length > 0 || !/^\d{1,4}$/.test(values.wait)) throw new Error(usage);
  return {
    url: values.url.replace(/\/$/, ''),
    waitMs: Number(values.wait) * 1_000,
    accepted: idsIn(values.accepted),
    poison: idsIn(values.poison),
  };
};

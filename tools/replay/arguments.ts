import { parseArgs } from 'node:util';
import { shopUrl } from '../start/readiness.ts';
import { type IndexName, indexNames } from './indexes.ts';
import type { ReplayOptions } from './replay.ts';

export interface ReplayArguments extends ReplayOptions {
  readonly url: string;
}

export const usage = `Usage: npm run replay -- --index ${indexNames.join('|')}|all [--check] [--wait 10] [--url http://127.0.0.1:5000]`;

const namesOf = (given: string | undefined): readonly IndexName[] => {
  const names = indexNames.filter((name) => given === 'all' || given === name);
  if (names.length === 0) throw new Error(usage);
  return names;
};

/** Throws with the usage when the arguments do not say what to do. */
export const parseArguments = (args: readonly string[]): ReplayArguments => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      index: { type: 'string' },
      check: { type: 'boolean', default: false },
      wait: { type: 'string', default: '10' },
      url: { type: 'string', default: shopUrl },
    },
  });
  if (positionals.length > 0 || !/^\d{1,4}$/.test(values.wait)) throw new Error(usage);
  return {
    names: namesOf(values.index),
    repair: !values.check,
    waitMs: Number(values.wait) * 1_000,
    url: values.url.replace(/\/$/, ''),
  };
};

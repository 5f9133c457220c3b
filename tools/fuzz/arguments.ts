import { parseArgs } from 'node:util';
import { shopUrl } from '../start/readiness.ts';

export interface FuzzArguments {
  readonly url: string;
  /** Random requests for each operation, besides those at every boundary. */
  readonly examples: number;
  readonly seed: number;
  /** Requests a second of each caller: the shop counts them. */
  readonly rate: number | undefined;
}

export const usage = 'Usage: npm run fuzz -- [--examples 50] [--seed 1] [--rate 80] [--url http://127.0.0.1:5000]';

const whole = /^[1-9]\d{0,6}$/;

/** Throws with the usage when the arguments do not say what to do. */
export const parseArguments = (args: readonly string[]): FuzzArguments => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      url: { type: 'string', default: shopUrl },
      examples: { type: 'string', default: '50' },
      seed: { type: 'string', default: '1' },
      rate: { type: 'string' },
    },
  });
  const numbers = [values.examples, values.seed, ...(values.rate === undefined ? [] : [values.rate])];
  if (positionals.length > 0 || !numbers.every((text) => whole.test(text))) throw new Error(usage);
  return {
    url: values.url.replace(/\/$/, ''),
    examples: Number(values.examples),
    seed: Number(values.seed),
    rate: values.rate === undefined ? undefined : Number(values.rate),
  };
};

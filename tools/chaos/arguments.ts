import { parseArgs } from 'node:util';
import { serviceNames } from '@mercato/contracts/shared';
import { parseReplicas } from '../start/run-file.ts';

export interface ChaosArguments {
  readonly kills: number;
  readonly seed: number;
  readonly replicas: Readonly<Record<string, number>>;
  /** Requests a second. */
  readonly rate: number;
  /** Mean time between two faults. */
  readonly everyMs: number;
  /** Of every queue; each its own as in production without it. */
  readonly visibilitySeconds: number | undefined;
  readonly dryRun: boolean;
}

export const usage = `Usage: npm run chaos -- [--kills 20] [--seed 1] [--rate 6] [--every 4] [--visibility 15]
                       [--replicas order=2,product=2,payment=2] [--dry-run]`;

const options = {
  kills: { type: 'string', default: '20' },
  seed: { type: 'string', default: '1' },
  rate: { type: 'string', default: '6' },
  every: { type: 'string', default: '4' },
  visibility: { type: 'string' },
  replicas: { type: 'string', default: 'order=2,product=2,payment=2' },
  'dry-run': { type: 'boolean', default: false },
} as const;

const number = (name: string, text: string, least: number, most: number): number => {
  const value = Number(text);
  if (!(value >= least && value <= most)) throw new Error(`--${name} is ${least} to ${most}, not "${text}"\n${usage}`);
  return value;
};

const whole = (name: string, text: string, least: number, most: number): number => {
  if (!/^\d+$/.test(text)) throw new Error(`--${name} is a whole number, not "${text}"\n${usage}`);
  return number(name, text, least, most);
};

/** Throws with the usage when the arguments do not say what to do. */
export const parseArguments = (args: readonly string[]): ChaosArguments => {
  const { values } = parseArgs({ args: [...args], options });
  const { visibility } = values;
  return {
    kills: whole('kills', values.kills, 1, 10_000),
    seed: whole('seed', values.seed, 0, 2 ** 31),
    replicas: Object.fromEntries(parseReplicas(values.replicas, [...serviceNames])),
    rate: number('rate', values.rate, 0.1, 1_000),
    everyMs: number('every', values.every, 0.1, 3_600) * 1_000,
    visibilitySeconds: visibility === undefined ? undefined : whole('visibility', visibility, 1, 600),
    dryRun: values['dry-run'],
  };
};

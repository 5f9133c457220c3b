import { parseArgs } from 'node:util';
import { isProfile, type ProfileName, profiles } from '../../loadtests/profiles.ts';

export interface LoadArguments {
  readonly profile: ProfileName;
  /** A shop that runs already, instead of one of its own. */
  readonly url: string | undefined;
  readonly perSecond: number | undefined;
  readonly minutes: number | undefined;
  readonly shoppers: number;
  readonly skew: string;
  readonly seed: number;
  /** Of the profile `chaos`. */
  readonly kills: number;
}

export const usage = `Usage: npm run load -- <${Object.keys(profiles).join(' | ')}>
         [--url http://127.0.0.1:5000] [--rate 20] [--minutes 5] [--shoppers 60] [--skew uniform | zipf] [--seed 1]
         [--kills 10]`;

const options = {
  url: { type: 'string' },
  rate: { type: 'string' },
  minutes: { type: 'string' },
  shoppers: { type: 'string', default: '60' },
  skew: { type: 'string', default: 'uniform' },
  seed: { type: 'string', default: '1' },
  kills: { type: 'string', default: '10' },
} as const;

const refuse = (what: string): never => {
  throw new Error(`${what}\n${usage}`);
};

const positive = (name: string, text: string): number => {
  const value = Number(text);
  return value > 0 && Number.isFinite(value) ? value : refuse(`--${name} is a number above 0, not "${text}"`);
};

const whole = (name: string, text: string): number => {
  const value = positive(name, text);
  return Number.isInteger(value) ? value : refuse(`--${name} is a whole number, not "${text}"`);
};

const given = (name: string, text: string | undefined): number | undefined =>
  text === undefined ? undefined : positive(name, text);

/** Throws with the usage when the arguments do not say what to do. */
export const parseArguments = (args: readonly string[]): LoadArguments => {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [profile = '', ...more] = positionals;
  if (!isProfile(profile) || more.length > 0) return refuse(`There is no profile "${positionals.join(' ')}"`);
  const { url, rate, minutes, skew } = values;
  if (!['uniform', 'zipf'].includes(skew)) refuse(`--skew is uniform or zipf, not "${skew}"`);
  if (url !== undefined && !URL.canParse(url)) refuse(`--url is an address, not "${url}"`);
  if (url !== undefined && profile === 'chaos') refuse('Only a shop of its own is broken: chaos takes no --url');
  return {
    profile,
    url,
    perSecond: given('rate', rate),
    minutes: given('minutes', minutes),
    shoppers: whole('shoppers', values.shoppers),
    skew,
    seed: whole('seed', values.seed),
    kills: whole('kills', values.kills),
  };
};

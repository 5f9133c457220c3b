import { isProfile, type ProfileName } from './profiles.ts';

/** How often which product is bought: all alike, or few by everybody. */
export type Skew = 'uniform' | 'zipf';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

export interface Config {
  readonly baseUrl: string;
  readonly profile: ProfileName;
  /** Visits a second instead of the profile's own. */
  readonly perSecond: number | undefined;
  /** The length of the whole run instead of the profile's own. */
  readonly minutes: number | undefined;
  /** Shoppers that `setup` registers. */
  readonly shoppers: number;
  /** Instead of those: accounts that the shop has already. */
  readonly accounts: readonly Credentials[] | undefined;
  readonly seed: number;
  readonly skew: Skew;
  /** Without an administrator the flows that need one are left out. */
  readonly admin: Credentials | undefined;
  /** Where accepted orders are told, and the books are checked at the end. */
  readonly ledgerUrl: string | undefined;
  readonly summaryDir: string;
}

type Env = Readonly<Record<string, string | undefined>>;

const numberOf = (env: Env, name: string): number | undefined => {
  const text = env[name];
  if (!text) return undefined;
  const value = Number(text);
  if (!(value > 0)) throw new Error(`${name} must be a number above 0, not "${text}"`);
  return value;
};

const skewOf = (text = 'uniform'): Skew => {
  if (text === 'uniform' || text === 'zipf') return text;
  throw new Error(`SKEW must be uniform or zipf, not "${text}"`);
};

/** Throws in words when the environment asks for what there is not. */
export const configOf = (env: Env): Config => {
  const profile = env['PROFILE'] || 'smoke';
  if (!isProfile(profile)) throw new Error(`There is no profile "${profile}"`);
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = env;
  return {
    baseUrl: (env['BASE_URL'] || 'http://127.0.0.1:5000').replace(/\/+$/, ''),
    profile,
    perSecond: numberOf(env, 'RATE'),
    minutes: numberOf(env, 'MINUTES'),
    shoppers: Math.ceil(numberOf(env, 'SHOPPERS') ?? 60),
    accounts: env['ACCOUNTS'] ? (JSON.parse(env['ACCOUNTS']) as readonly Credentials[]) : undefined,
    seed: numberOf(env, 'SEED') ?? 1,
    skew: skewOf(env['SKEW'] || undefined),
    admin: email && password ? { email, password } : undefined,
    ledgerUrl: env['LEDGER_URL'] || undefined,
    summaryDir: env['SUMMARY_DIR'] || '.',
  };
};

/** Of this run. Nothing else reads the environment; outside k6 there is none. */
export const config: Config = configOf(typeof __ENV === 'undefined' ? {} : __ENV);

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Credentials } from '../seed/shop-client.ts';
import { rootDir } from '../shared/paths.ts';
import type { LoadArguments } from './arguments.ts';

export interface Target {
  readonly url: string;
  readonly admin: Credentials | undefined;
  readonly ledgerUrl: string | undefined;
}

const text = (value: number | undefined): string => (value === undefined ? '' : String(value));

/** What `loadtests/config.ts` reads. */
export const variablesOf = (
  { profile, perSecond, minutes, shoppers, skew, seed }: Omit<LoadArguments, 'url' | 'kills'>,
  { url, admin, ledgerUrl }: Target,
  summaryDir: string,
): Readonly<Record<string, string>> => ({
  PROFILE: profile,
  BASE_URL: url,
  RATE: text(perSecond),
  MINUTES: text(minutes),
  SHOPPERS: String(shoppers),
  SKEW: skew,
  SEED: String(seed),
  ADMIN_EMAIL: admin?.email ?? '',
  ADMIN_PASSWORD: admin?.password ?? '',
  LEDGER_URL: ledgerUrl ?? '',
  SUMMARY_DIR: summaryDir,
});

export const script = join(rootDir, 'loadtests/load.ts');

/** Runs k6 to its end, here to be seen; whether it found everything as demanded. */
export const runK6 = (program: string, variables: Readonly<Record<string, string>>): Promise<boolean> =>
  new Promise((resolve, reject) => {
    // Passwords go through the environment: arguments can be read by everybody on this machine.
    const env = { ...process.env, ...variables, K6_NO_USAGE_REPORT: 'true' };
    // Without an address of its own API, of which there is one on a machine; and nothing moves in a log.
    const child = spawn(program, ['run', '--quiet', '--address', '', script], {
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const endWithUs = (): boolean => child.kill();
    process.prependOnceListener('exit', endWithUs);
    child.once('error', reject);
    child.once('close', (code) => {
      process.off('exit', endWithUs);
      resolve(code === 0);
    });
  });

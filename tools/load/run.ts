import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { profiles, secondsOf } from '../../loadtests/profiles.ts';
import { adminCredentials } from '../shared/admin-credentials.ts';
import { rootDir, stateDir } from '../shared/paths.ts';
import { say } from '../shared/progress.ts';
import type { LoadArguments } from './arguments.ts';
import { brokenInvariants } from './invariants.ts';
import { runK6, type Target, variablesOf } from './k6.ts';
import { startLedger } from './ledger.ts';
import { firstAdminOf } from '../../tests/support/session.ts';
import { breakIt, checkShop, startOwnShop } from './own-shop.ts';

type Load = (target: Target) => Promise<boolean>;

const isHere = (url: string): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);

/** Those of the shop on this machine are for no other. */
const adminFor = (url: string): Target['admin'] => {
  try {
    if (isHere(url) || process.env['MERCATO_ADMIN_EMAIL']) return adminCredentials();
  } catch {
    // Said below.
  }
  say(
    '… without MERCATO_ADMIN_EMAIL and MERCATO_ADMIN_PASSWORD: the flows that need them are left out, and shoppers are those of ACCOUNTS',
  );
  return undefined;
};

const runElsewhere = (url: string, load: Load): Promise<boolean> => {
  const admin = adminFor(url);
  say('… the books of a shop that runs elsewhere are not checked here: npm run conserve does it for a local one');
  return load({ url, admin, ledgerUrl: undefined });
};

const runOnOwn = async (options: LoadArguments, load: Load): Promise<boolean> => {
  const broken = options.profile === 'chaos';
  const { shop, stop } = await startOwnShop(broken);
  let breaking: Promise<void> | undefined;
  const ms = options.minutes === undefined ? secondsOf(profiles[options.profile]) * 1_000 : options.minutes * 60_000;
  const ledger = await startLedger({
    begun: () => {
      if (broken) breaking ??= breakIt(shop, { ...options, ms });
    },
    check: async (accepted) => {
      await breaking;
      return brokenInvariants(await checkShop(shop, accepted));
    },
  });
  try {
    return await load({ url: shop.url, admin: firstAdminOf(shop), ledgerUrl: ledger.url });
  } finally {
    await ledger.close();
    await stop();
  }
};

const folderFor = ({ profile }: LoadArguments): string =>
  join(stateDir, 'load', `${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${profile}`);

/** Puts a load on a shop; whether it bore it as demanded. */
export const runLoad = async (
  program: string,
  options: LoadArguments,
  folder = folderFor(options),
): Promise<boolean> => {
  mkdirSync(folder, { recursive: true });
  const load: Load = (target) => runK6(program, variablesOf(options, target, folder));
  const passed = options.url === undefined ? await runOnOwn(options, load) : await runElsewhere(options.url, load);
  say(`summary: ${relative(rootDir, join(folder, 'summary.html'))} and summary.json`);
  return passed;
};

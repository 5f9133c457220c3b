import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workFolder } from '@mercato/testkit/process';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../tools/load/arguments.ts';
import { runK6, script, variablesOf } from '../tools/load/k6.ts';
import { startLedger } from '../tools/load/ledger.ts';
import { runCommand } from '../tools/shared/command.ts';
import { say } from '../tools/shared/progress.ts';
import { getToolQuickly } from '../tools/toolbox/index.ts';
import { type Profile, profiles, secondsOf } from './profiles.ts';
import { type Rule, startStubShop, tokens } from './stub-shop.ts';
import type { RunSummary } from './summary/summary.ts';

const k6 = await getToolQuickly('k6');
if (!k6)
  say('! k6 is not here, and is not to be had in a moment: its scripts are not inspected (npm run load gets it)');

const inspect = async (profile: string, more: readonly string[] = []) => {
  const env = ['PROFILE=' + profile, 'ADMIN_EMAIL=a@example.com', 'ADMIN_PASSWORD=secret', ...more];
  const args = ['inspect', '--execution-requirements', ...env.flatMap((one) => ['-e', one]), script];
  return runCommand(k6?.path ?? '', args);
};

describe.skipIf(!k6)('k6 understands', () => {
  it.each(Object.entries<Profile>(profiles))('%s', async (name, profile) => {
    const { code, stdout, stderr } = await inspect(name, ['LEDGER_URL=http://127.0.0.1:1']);
    expect(code, stderr).toBe(0);
    const found = JSON.parse(stdout) as { totalDuration: string; scenarios: object; thresholds: object };
    expect(Object.keys(found.scenarios).toSorted()).toEqual(Object.keys(profile.mix).toSorted());
    expect(Object.keys(found.thresholds)).toContain('lost_orders');
    // And half a minute for who is still being served.
    expect(secondsIn(found.totalDuration)).toBe(secondsOf(profile) + 30);
  });

  it('no profile that there is not', async () => {
    const { code, stderr } = await inspect('none');
    expect(code).not.toBe(0);
    expect(stderr).toContain('There is no profile');
  });
});

/** Three seconds of a shop that says yes to everything but what these rules say, whose books are as told. */
const runWith = async (broken: object | undefined, ...first: readonly Rule[]) => {
  const [shop, folder] = [await startStubShop(...first), workFolder('load')];
  const told: string[] = [];
  const ledger = await startLedger({
    begun: () => told.push('begun'),
    check: (accepted) => {
      told.push(...accepted);
      return broken ? Promise.resolve(broken) : Promise.reject(new Error('nobody looked'));
    },
  });
  try {
    const options = parseArguments(['chaos', '--minutes', '0.05', '--rate', '30', '--shoppers', '2']);
    const admin = { email: 'a@example.com', password: 'secret' };
    const variables = variablesOf(options, { url: shop.url, admin, ledgerUrl: ledger.url }, folder.path);
    const passed = await runK6(k6?.path ?? '', variables);
    const summary = JSON.parse(readFileSync(join(folder.path, 'summary.json'), 'utf8')) as RunSummary;
    const failed = summary.demands.filter(({ ok }) => !ok).map(({ metric }) => metric);
    return { passed, told, failed, failures: summary.failures.map(({ what }) => what) };
  } finally {
    await ledger.close();
    await shop.close();
    folder.remove();
  }
};

describe.skipIf(!k6)('a run', () => {
  it('passes when the books are right, and has told what was promised', async () => {
    const right = { double_charges: 0, oversold: 0, lost_orders: 0 };
    expect(await runWith(right)).toEqual({ passed: true, told: ['begun', 'ord-1'], failed: [], failures: [] });
  });

  it('fails for one order that is lost', async () => {
    const wrong = { double_charges: 0, oversold: 0, lost_orders: 1 };
    expect(await runWith(wrong)).toMatchObject({ passed: false, failed: ['lost_orders'] });
  });

  it('says which answers were not as they should be', async () => {
    const { failures } = await runWith({}, ['GET', /^\/api\/products\//, [500, { code: 'internal.error' }]]);
    expect(failures).toContain('getProduct answers 500 internal.error');
  });

  it('has nobody go on who was turned away at the door', async () => {
    // The first to sign in is the administrator, who prepares the run.
    let logins = 0;
    const turnedAway: Rule = ['POST', /^\/api\/users\/login/, () => (logins++ > 0 ? [503, {}] : [200, tokens])];
    expect(await runWith({}, turnedAway)).toMatchObject({ told: ['begun'], failures: [] });
  });

  it('fails when nobody has looked into the books', async () => {
    const { passed, failed } = await runWith(undefined);
    expect(passed).toBe(false);
    expect(failed.toSorted()).toEqual(['double_charges', 'lost_orders', 'oversold']);
  });
});

const secondsIn = (duration: string): number => {
  const [, hours = 0, minutes = 0, seconds = 0] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(duration) ?? [];
  return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
};

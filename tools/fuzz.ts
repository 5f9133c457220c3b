import { keepMailsOf, mailsAskedOf } from '../tests/support/letters.ts';
import { newShopper } from '../tests/support/shopper.ts';
import { parseArguments } from './fuzz/arguments.ts';
import { getSchemathesis } from './fuzz/install.ts';
import { fuzzAs, type FuzzCaller, summaryOf } from './fuzz/run.ts';
import { say } from './shared/progress.ts';
import { signIn } from './shared/sign-in.ts';

/** Asks a running shop for what its OpenAPI document describes and for what it forbids, as an administrator and a shopper. */
async function main(): Promise<boolean> {
  const options = parseArguments(process.argv.slice(2));
  const program = await getSchemathesis();
  const admin = await signIn(options.url);
  keepMailsOf(admin.baseUrl, mailsAskedOf(admin));
  const shopper = await newShopper(admin);
  // What is for administrators or for anybody is the same to a shopper: refused by other tests, or asked by the first one.
  const callers: readonly FuzzCaller[] = [
    // It learns the ids of accounts from orders, its own too: an administrator who closes itself locks everybody out.
    { who: 'administrator', token: admin.token ?? '', without: '^/api/users/[{]id[}]' },
    { who: 'shopper', token: shopper.client.token ?? '', audience: 'user' },
  ];
  const results = await Promise.all(
    callers.map(async (caller) => {
      const result = await fuzzAs(program, caller, options);
      say(`${result.passed ? '✓' : '✗'} as ${caller.who}: ${summaryOf(result)}`);
      return result.passed;
    }),
  );
  return results.every(Boolean);
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  process.stderr.write(`✗ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

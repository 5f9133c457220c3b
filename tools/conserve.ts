import { settleAndCheck, summaryOf } from '@mercato/conservation';
import { parseArguments } from './conserve/arguments.ts';
import { say, withProgress } from './shared/progress.ts';
import { signIn } from './shared/sign-in.ts';
import { reachLocalAws } from './start/local-aws.ts';

/** Reads the whole shop and says whether anything was lost, held or taken twice. */
async function main(): Promise<boolean> {
  const { url, waitMs, accepted, poison } = parseArguments(process.argv.slice(2));
  const admin = await signIn(url);
  const { sqs } = (await reachLocalAws(process.env)).client;
  const { facts, findings } = await withProgress('reading the shop once it is quiet', () =>
    settleAndCheck({ client: () => admin, sqs }, { accepted, poison }, { waitMs }),
  );
  for (const line of summaryOf(facts, findings)) say(line);
  return findings.length === 0;
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  process.stderr.write(`✗ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

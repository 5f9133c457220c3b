import { parseArguments } from './replay/arguments.ts';
import { replay } from './replay/replay.ts';
import { summaryOf } from './replay/summary.ts';
import { say, withProgress } from './shared/progress.ts';
import { signIn } from './shared/sign-in.ts';

/** Makes indexes again from the archive of events, or compares them with it, and says whether they are equal. */
async function main(): Promise<boolean> {
  const { url, ...options } = parseArguments(process.argv.slice(2));
  const admin = await signIn(url);
  const results = await withProgress('reading the archive', () => replay(() => admin, options));
  for (const line of summaryOf(results)) say(line);
  return results.every(({ wrong }) => wrong.length === 0);
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  process.stderr.write(`✗ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

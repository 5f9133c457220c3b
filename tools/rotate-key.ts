import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { nextRing, purposes } from './rotate-key/next-ring.ts';

const usage = `Usage: node tools/rotate-key.ts ${Object.keys(purposes).join('|')} [--compromised] < secret > next-secret`;

/** Reads a secret's text and writes the one that must take its place; it stores nothing itself. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { compromised: { type: 'boolean', default: false } },
  });
  const purpose = purposes[positionals[0] ?? ''];
  if (!purpose || positionals.length !== 1) throw new Error(usage);
  process.stdout.write(nextRing(await text(process.stdin), purpose, { now: Date.now(), ...values }));
}

try {
  await main();
} catch (error) {
  process.stderr.write(`✗ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

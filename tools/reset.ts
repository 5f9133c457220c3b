import { rmSync } from 'node:fs';
import { stateDir } from './shared/paths.ts';
import { sweepLeftovers } from './shared/process-records.ts';
import { say } from './shared/progress.ts';
import { runningShop } from './start/running-shop.ts';

const running = runningShop();
if (running !== undefined) {
  process.stderr.write(`✗ The shop runs as process ${running}: stop it first (Ctrl-C), then reset.\n`);
  process.exitCode = 1;
} else {
  sweepLeftovers();
  rmSync(stateDir, { recursive: true, force: true, maxRetries: 3 });
  say('✓ Orders, stock, users, mails, secrets and logs are gone. The tools stay cached.');
}

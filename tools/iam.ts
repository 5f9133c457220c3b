import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { policiesFrom, readRecord, writePolicies } from './iam/policies.ts';
import { rootDir } from './shared/paths.ts';
import { say } from './shared/progress.ts';

// Writes infra/iam/<app>.json anew: runs the end-to-end tests while the local AWS writes down who calls what.
const folder = mkdtempSync(join(tmpdir(), 'mercato-iam-'));
const record = join(folder, 'record.json');
try {
  const vitest = join(rootDir, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--project', 'e2e', 'tests/e2e/shop.test.ts'];
  const env = { ...process.env, IAM_RECORD: record };
  const { status } = spawnSync(process.execPath, args, { cwd: rootDir, env, stdio: 'inherit' });
  if (status !== 0) throw new Error('The end-to-end tests failed, so their record is not to be trusted.');
  for (const file of await writePolicies(policiesFrom(readRecord(record)))) say(`✓ ${relative(rootDir, file)}`);
} catch (error) {
  process.stderr.write(`✗ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

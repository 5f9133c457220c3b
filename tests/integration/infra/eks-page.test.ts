import { workFolder } from '@mercato/testkit/process';
import { symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommand } from '../../../tools/shared/command.ts';
import { rootDir } from '../../../tools/shared/paths.ts';
import { shellBlocks } from '../../support/shell-blocks.ts';
import { planProgram } from '../../../tools/toolbox/index.ts';
import { patienceMs } from './plans.ts';

const folder = workFolder('eks-page');
const blocks = shellBlocks('docs/eks.md').filter(({ runs }) => runs);

beforeAll(async () => {
  const program = await planProgram();
  const path = program.includes('/')
    ? program
    : (await runCommand('sh', ['-c', `command -v ${program}`])).stdout.trim();
  symlinkSync(path, join(folder.path, 'tofu'));
}, patienceMs);
afterAll(() => folder.remove());

it('has commands that need no account', () => {
  expect(blocks.length).toBeGreaterThan(2);
});

it.each(blocks)('$code', async ({ code }) => {
  const PATH = [folder.path, dirname(process.execPath), process.env['PATH']].join(':');
  const env = { ...process.env, PATH, TF_CLI_CONFIG_FILE: '/dev/null' };
  const {
    code: status,
    stdout,
    stderr,
  } = await runCommand('bash', ['-euo', 'pipefail', '-c', code], { cwd: rootDir, env });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).not.toBe('');
});

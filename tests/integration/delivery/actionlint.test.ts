import { workFolder } from '@mercato/testkit/process';
import { globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommand } from '../../../tools/shared/command.ts';
import { rootDir } from '../../../tools/shared/paths.ts';
import { getTool } from '../../../tools/toolbox/index.ts';

const folder = workFolder('actionlint');
let actionlint = '';
beforeAll(async () => {
  actionlint = (await getTool('actionlint')).path;
}, 5 * 60_000);
afterAll(() => folder.remove());

// Without the shell checker, which not every machine has.
const lint = (...files: string[]) =>
  runCommand(actionlint, ['-no-color', '-shellcheck=', '-pyflakes=', ...files], { cwd: rootDir });

it('finds nothing wrong with the workflows', async () => {
  expect(await lint(...globSync('.github/workflows/*.yml', { cwd: rootDir }))).toMatchObject({ code: 0, stdout: '' });
});

it('would', async () => {
  const file = join(folder.path, 'wrong.yml');
  writeFileSync(
    file,
    'on: push\njobs:\n  x:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ github.nothing }}\n',
  );
  const { code, stdout } = await lint(file);
  expect(code).toBe(1);
  expect(stdout).toContain('property "nothing" is not defined');
});

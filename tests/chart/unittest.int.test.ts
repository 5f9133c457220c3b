import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCommand } from '../../tools/shared/command.ts';
import { getTool } from '../../tools/toolbox/index.ts';
import { chart } from './render.ts';

const suites = readdirSync(join(chart, 'tests'))
  .filter((name) => name.endsWith('_test.yaml'))
  .map((name) => readFileSync(join(chart, 'tests', name), 'utf8'));
const templates = readdirSync(join(chart, 'templates'), { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.yaml'));

it('every suite of the chart passes', async () => {
  const { path } = await getTool('helm-unittest');
  const { code, stdout, stderr } = await runCommand(path, ['--strict', chart]);
  expect(code, `${stdout}${stderr}`).toBe(0);
  expect(stdout).toMatch(/Tests:\s+\d+ passed/);
});

it.each(templates)('%s has a suite that looks at it', (name) => {
  expect(suites.some((suite) => suite.includes(`templates/${name}`))).toBe(true);
});

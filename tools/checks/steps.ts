import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { rootDir } from '../shared/paths.ts';
import { say } from '../shared/progress.ts';
import { changedFiles, snapshot } from './drift.ts';
import type { Outcome } from './outcome.ts';
import { runShown } from './run-shown.ts';
import { runVitest } from './vitest.ts';

const generated = [
  'packages/contracts/generated',
  'telemetry/generated',
  'loadtests/generated',
  'dapr/access',
  'docs',
  'helm/mercato',
  'k8s/monitoring',
  'web/src/api',
];

async function timed(name: string, work: () => Promise<Omit<Outcome, 'name' | 'ms'>>): Promise<Outcome> {
  say(`\n── ${name}`);
  const started = performance.now();
  const counts = await work();
  return { name, ...counts, ms: performance.now() - started };
}

/** A step that counts as one. */
export function step(name: string, work: () => Promise<boolean>): Promise<Outcome> {
  return timed(name, async () => ((await work()) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }));
}

export function tests(project: string): Promise<Outcome> {
  return timed(project, () => runVitest(project));
}

/** Generates again and compares with what was there, committed or not. */
async function drift(): Promise<boolean> {
  const generator = join(rootDir, 'tools/gen.ts');
  if (!existsSync(generator)) return true;
  const before = snapshot(generated);
  if (!(await runShown(process.execPath, [generator]))) return false;
  const changed = changedFiles(before, snapshot(generated));
  if (changed.length > 0) say(`Not up to date, now they are: ${changed.join(', ')}`);
  return changed.length === 0;
}

export async function fastSteps(): Promise<Outcome[]> {
  return [
    await step('lint', () => runShown('npm', ['run', '--silent', 'lint'])),
    await step('types', () => runShown('npm', ['run', '--silent', 'types'])),
    await step('generated files', drift),
    await tests('unit'),
  ];
}

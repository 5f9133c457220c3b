import { allDefences } from './mutants/all-defences.ts';
import type { Defence } from './mutants/defence.ts';
import { projectOf, runTests } from './mutants/run-tests.ts';
import { ScratchTree } from './mutants/scratch-tree.ts';
import { patternOf } from './mutants/titles.ts';
import { say, seconds } from './shared/progress.ts';

const usage = 'Usage: npm run mutants -- [--real] [part or id …]';

/** Those asked for; the ones that only real processes show are left out unless asked for too. */
function chosen(args: readonly string[]): readonly Defence[] {
  const names = args.filter((arg) => arg !== '--real');
  if (names.some((name) => name.startsWith('-'))) throw new Error(usage);
  const isNamed = ({ id }: Defence): boolean => names.some((name) => id === name || id.startsWith(`${name}.`));
  const isCheap = ({ test: [file] }: Defence): boolean => projectOf(file) === 'unit';
  const named = names.length === 0 ? allDefences : allDefences.filter(isNamed);
  const some = args.includes('--real') ? named : named.filter(isCheap);
  if (some.length === 0) throw new Error(`No defence is called ${names.join(' or ')}, or it needs --real. ${usage}`);
  return some;
}

/** With every defence in place all the named tests must pass: else their failing would prove nothing. */
async function demandHealth(tree: ScratchTree, defences: readonly Defence[]): Promise<void> {
  const files = [...new Set(defences.map(({ test: [file] }) => file))];
  say(`… ${files.length} test files with every defence in place`);
  const titles = new Set(defences.map(({ test: [, title] }) => patternOf(title)));
  const { passed, failed, trouble } = await runTests(tree.path, files, [...titles].join('|'));
  if (trouble !== undefined) throw new Error(trouble);
  if (failed.length > 0) throw new Error(`These fail already:\n${failed.join('\n')}`);
  for (const { id, test } of defences) {
    const [file, title] = test;
    const named = new RegExp(patternOf(title));
    const isThere = passed.some((name) => name.startsWith(file) && named.test(name));
    if (!isThere) throw new Error(`${id}: no test "${title}" ran in ${file}`);
  }
}

/** Whether the named test fails once the defence is taken out. */
async function isNoticed(tree: ScratchTree, defence: Defence): Promise<boolean> {
  const started = performance.now();
  const [file, title] = defence.test;
  const { failed, trouble } = await tree.without(defence, () => runTests(tree.path, [file], patternOf(title)));
  // Code that cannot be loaded proves nothing; a manifest that a test refuses to read does.
  const isRefused = trouble !== undefined && !defence.file.endsWith('.ts');
  const noticed = failed.length > 0 || isRefused;
  const how = trouble ?? `SURVIVED: "${title}" in ${file} does not notice`;
  say(`${noticed ? '✓' : '✗'} ${defence.id} (${seconds(performance.now() - started)})${noticed ? '' : ` ${how}`}`);
  return noticed;
}

/** Takes out one defence after the other, in a copy of the project, and sees whether its test notices. */
async function main(args: readonly string[]): Promise<boolean> {
  const defences = chosen(args);
  const tree = await ScratchTree.make();
  process.once('exit', () => tree.remove());
  await demandHealth(tree, defences);
  let noticed = 0;
  for (const defence of defences) noticed += (await isNoticed(tree, defence)) ? 1 : 0;
  say(`${noticed} of ${defences.length} defences are missed when they are taken out`);
  return noticed === defences.length;
}

for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => process.exit(1));
try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  process.stderr.write(`✗ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

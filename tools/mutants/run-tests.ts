import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, runCommand } from '../shared/command.ts';

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly title: string;
      readonly fullName: string;
    }[];
  }[];
}

export interface TestRun {
  /** By file and full name. */
  readonly passed: readonly string[];
  readonly failed: readonly string[];
  /** Why there is no outcome: a file that cannot be loaded, a world that does not start, or no end in time. */
  readonly trouble: string | undefined;
}

export type Project = 'unit' | 'integration' | 'e2e';

// On a machine that has other work too. A test that hangs without its defence ends here at the latest.
const longestMs: Readonly<Record<Project, number>> = { unit: 600_000, integration: 600_000, e2e: 900_000 };

export const projectOf = (file: string): Project => {
  if (file.startsWith('tests/e2e/')) return 'e2e';
  return file.startsWith('tests/integration/') || file.endsWith('.int.test.ts') ? 'integration' : 'unit';
};

/** Runs the tests of some files whose full name matches, and says how they ended. */
export const runTests = async (tree: string, files: readonly string[], pattern: string): Promise<TestRun> => {
  const report = join(tree, '.mutants-report.json');
  rmSync(report, { force: true });
  const projects = [...new Set(files.map(projectOf))];
  const vitest = join(tree, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', ...projects.flatMap((name) => ['--project', name]), '-t', pattern];
  const { stdout, stderr } = await runCommand(
    process.execPath,
    [...args, '--reporter=json', `--outputFile=${report}`, ...files],
    { cwd: tree, timeoutMs: Math.max(...projects.map((name) => longestMs[name])) },
  );
  try {
    return outcomeOf(JSON.parse(readFileSync(report, 'utf8')) as Report, tree);
  } catch {
    return { passed: [], failed: [], trouble: lastLines(`${stdout}\n${stderr}`, 5) };
  }
};

const outcomeOf = ({ testResults }: Report, tree: string): TestRun => {
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ status, fullName }) => ({ status, name: `${name.replace(`${tree}/`, '')} ${fullName}` })),
  );
  const of = (wanted: string): string[] => tests.filter(({ status }) => status === wanted).map(({ name }) => name);
  const [passed, failed] = [of('passed'), of('failed')];
  // What fails before the first test leaves all of them out.
  const silent = testResults.find(({ message }) => message !== '')?.message ?? 'no test came to an end';
  return { passed, failed, trouble: passed.length + failed.length === 0 ? silent : undefined };
};

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootDir } from '../shared/paths.ts';
import { runShown } from './run-shown.ts';
import { type FileResult, toldOf } from './told.ts';

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
  testResults?: readonly FileResult[];
}

export interface Counts {
  passed: number;
  failed: number;
}

/** A file that cannot even be loaded fails no test, yet it is a failure; so is a run that ends badly for no told reason. */
export function countTests(report: Report | undefined, endedWell: boolean): Counts {
  if (report === undefined) return { passed: 0, failed: endedWell ? 0 : 1 };
  const silent = !endedWell && report.numFailedTests === 0 ? Math.max(1, report.numFailedTestSuites) : 0;
  return { passed: report.numPassedTests, failed: report.numFailedTests + silent };
}

function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}

export async function runVitest(project: string): Promise<Counts & { told: readonly string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'mercato-report-'));
  const file = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const vitest = join(rootDir, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--project', project, '--passWithNoTests', ...reporters];
  const endedWell = await runShown(process.execPath, args);
  const found = readReport(file);
  rmSync(folder, { recursive: true });
  return { ...countTests(found, endedWell), told: toldOf(found?.testResults ?? []) };
}

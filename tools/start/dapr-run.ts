import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { ManagedProcess } from '../shared/managed-process.ts';
import { logsDir, rootDir, runDir } from '../shared/paths.ts';
import { writeShim } from './daprd-shim.ts';
import { writeNameResolution } from './environment.ts';
import { runFilePath, withAbsolutePaths, type RunFile } from './run-file.ts';
import { pidsDir } from './supervised.ts';

export function keepPreviousLogs(): void {
  if (!existsSync(logsDir)) return;
  rmSync(`${logsDir}.previous`, { recursive: true, force: true });
  renameSync(logsDir, `${logsDir}.previous`);
}

/** The project's own run file, unless something in it was changed for this run. */
function runFileFor(runFile: RunFile, changed: boolean): string {
  if (!changed) return runFilePath;
  const path = join(runDir, 'dapr.yaml');
  writeFileSync(path, stringify(withAbsolutePaths(runFile, dirname(runFilePath))));
  return path;
}

export interface DaprRunOptions {
  tools: { dapr: string; daprd: string };
  runFile: RunFile;
  changed: boolean;
  env: Record<string, string>;
  /** More flags for every sidecar. */
  sidecarFlags: string[];
}

/** `dapr run -f`, with every sidecar and app under a supervisor. */
export function daprRun({ tools, runFile, changed, env, sidecarFlags }: DaprRunOptions): ManagedProcess {
  const database = join(runDir, 'names.db');
  const namesConfig = join(runDir, 'names.yaml');
  for (const left of [pidsDir, database, `${database}-wal`, `${database}-shm`]) {
    rmSync(left, { recursive: true, force: true });
  }
  writeNameResolution(namesConfig, database);
  writeShim(join(runDir, '.dapr/bin/daprd'), {
    daprd: tools.daprd,
    namesConfig,
    runFile,
    more: sidecarFlags,
  });
  return new ManagedProcess({
    name: 'dapr run',
    command: tools.dapr,
    args: ['run', '-f', runFileFor(runFile, changed)],
    cwd: rootDir,
    logFile: join(logsDir, 'dapr-run.log'),
    env: {
      ...process.env,
      ...env,
      PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
      // Where the CLI finds a runtime it assumes a scheduler beside it; a machine without one is what we have.
      DAPR_RUNTIME_PATH: join(runDir, 'none'),
    },
  });
}

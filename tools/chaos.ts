import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type ChaosArguments, parseArguments } from './chaos/arguments.ts';
import { runChaos } from './chaos/run.ts';
import { processNames } from './chaos/saboteur.ts';
import { scheduleOf } from './chaos/schedule.ts';
import { faultLine, summaryOf } from './chaos/summary.ts';
import { rootDir, stateDir } from './shared/paths.ts';
import { say } from './shared/progress.ts';
import { readRunFile } from './start/run-file.ts';
import { getTools } from './toolbox/index.ts';

function dryRun(options: ChaosArguments): void {
  const apps = readRunFile().apps.flatMap(({ appID }) => Array<string>(options.replicas[appID] ?? 1).fill(appID));
  for (const fault of scheduleOf({ ...options, processes: processNames(apps) })) say(faultLine(fault));
}

/** Whether nothing was lost. */
async function run(options: ChaosArguments): Promise<boolean> {
  await getTools(['daprd', 'toxiproxy-server']);
  const name = `${new Date().toISOString().replaceAll(/[:.]/g, '-')}-seed-${options.seed}`;
  const folder = join(stateDir, 'chaos', name);
  mkdirSync(folder, { recursive: true });
  const report = await runChaos({ ...options, say, keepLogsIn: join(folder, 'logs') });
  for (const line of summaryOf(report)) say(line);
  const file = join(folder, 'report.json');
  writeFileSync(file, `${JSON.stringify(report, undefined, 2)}\n`);
  say(`report: ${relative(rootDir, file)}`);
  return report.violations.length + report.indexes.length === 0;
}

try {
  const options = parseArguments(process.argv.slice(2));
  if (options.dryRun) dryRun(options);
  else process.exitCode = (await run(options)) ? 0 : 1;
} catch (error) {
  process.stderr.write(`✗ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

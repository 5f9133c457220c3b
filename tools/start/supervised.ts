import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runDir } from '../shared/paths.ts';
import { isAlive, signal, waitUntilGone } from '../shared/processes.ts';

export const pidsDir = join(runDir, 'pids');
const suffix = '.supervisor';

function supervisors(folder: string, sidecars: boolean): number[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(suffix) && name.endsWith(`.daprd${suffix}`) === sidecars)
    .map((name) => Number(readFileSync(join(folder, name), 'utf8')))
    .filter((pid) => pid > 0);
}

async function stopAll(pids: number[], timeoutMs: number): Promise<void> {
  for (const pid of pids) signal(pid, 'SIGTERM');
  await waitUntilGone(() => pids.some(isAlive), timeoutMs);
}

/** Apps first: a sidecar must outlive its app, or the app's last calls fail. */
export async function stopSupervised(folder = pidsDir): Promise<void> {
  await stopAll(supervisors(folder, false), 15_000);
  await stopAll(supervisors(folder, true), 8000);
}

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runDir } from '../shared/paths.ts';
import { isSame, recordOf, type ProcessRecord } from '../shared/processes.ts';

const file = join(runDir, 'owner.json');

/** The pid of the `npm start` that runs here, if one does. */
export function runningShop(): number | undefined {
  try {
    const owner = JSON.parse(readFileSync(file, 'utf8')) as ProcessRecord;
    return isSame(owner) ? owner.pid : undefined;
  } catch {
    return undefined;
  }
}

export function claimShop(): void {
  const other = runningShop();
  if (other !== undefined) throw new Error(`The shop runs already, as process ${other}: stop that one first (Ctrl-C).`);
  mkdirSync(runDir, { recursive: true });
  writeFileSync(file, JSON.stringify(recordOf(process.pid)));
}

export function releaseShop(): void {
  rmSync(file, { force: true });
}

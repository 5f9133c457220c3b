import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endProcessesOnSignals } from '../../../../tools/shared/process-records.ts';

let guarded = false;

export interface WorkFolder {
  path: string;
  remove(): void;
}

/** A temporary folder for the files of what a test starts; the first one also has every process ended with the test. */
export function workFolder(name: string): WorkFolder {
  if (!guarded) endProcessesOnSignals();
  guarded = true;
  const path = mkdtempSync(join(tmpdir(), `mercato-${name}-`));
  const remove = (): void => {
    if (process.env['KEEP_TEST_FILES'] === undefined) rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  };
  return { path, remove };
}

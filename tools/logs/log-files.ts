import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

export interface LogFile {
  /** Its name without `.log`: `order`, `order-2`, `order.daprd`. */
  readonly source: string;
  readonly text: string;
}

/** Every log of a folder; none where there is no such folder. */
export const logFilesIn = (folder: string): readonly LogFile[] => {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.log'));
  return names.map((name) => ({ source: basename(name, '.log'), text: readFileSync(join(folder, name), 'utf8') }));
};

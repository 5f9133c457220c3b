import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ArmedFault, armedFault, type ArmedPoint } from './armed-fault.ts';

/** One time that a fault was met. */
export interface FiredFault {
  readonly id: string;
  /** The service, and which of its processes. */
  readonly service: string;
  readonly pid: number;
  readonly at: number;
}

/**
 * Armed faults as files: `armed/of-<key>/<id>.<n>` holds a fault, one file for each time. Who meets it renames it to
 * `fired/<id>.<n>.<service>.<pid>.<ms>`: the claim and the record of it are one step, which only one process can take.
 * `released/<id>` ends a wait.
 */
export class FaultFolder {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async arm(fault: ArmedFault): Promise<void> {
    const { id, key, times = 1 } = armedFault.parse(fault);
    const folder = this.#armedFor(key);
    await Promise.all(
      ['fired', 'released', 'making'].map((name) => mkdir(join(this.#path, name), { recursive: true })),
    );
    await mkdir(folder, { recursive: true });
    for (let n = 1; n <= times; n += 1) {
      // Whoever sees it sees all of it.
      const making = join(this.#path, 'making', `${id}.${n}`);
      await writeFile(making, JSON.stringify(fault));
      await rename(making, join(folder, `${id}.${n}`));
    }
  }

  /**
   * Takes what is armed here, so that nobody else gets it: all that arm others, and one that does something. What is
   * armed while it looks is for the next one who comes by.
   */
  async claim(by: string, point: ArmedPoint, label: string, key: string): Promise<readonly ArmedFault[]> {
    const folder = this.#armedFor(key);
    const claimed: ArmedFault[] = [];
    for (const name of await filesIn(folder)) {
      const file = join(folder, name);
      const fault = await readFault(file);
      if (fault?.point !== point || (fault.label !== '*' && fault.label !== label)) continue;
      if (fault.action.kind !== 'arm' && claimed.some(({ action }) => action.kind !== 'arm')) continue;
      if (await moved(file, join(this.#path, 'fired', `${name}.${by}.${Date.now()}`))) claimed.push(fault);
    }
    return claimed.toSorted((a, b) => Number(a.action.kind !== 'arm') - Number(b.action.kind !== 'arm'));
  }

  async fired(): Promise<readonly FiredFault[]> {
    const names = await filesIn(join(this.#path, 'fired'));
    return names.map((name) => {
      const [id = '', , service = '', pid, at] = name.split('.');
      return { id, service, pid: Number(pid), at: Number(at) };
    });
  }

  async release(id: string): Promise<void> {
    await writeFile(join(this.#path, 'released', id), '');
  }

  async isReleased(id: string): Promise<boolean> {
    return (await filesIn(join(this.#path, 'released'))).includes(id);
  }

  #armedFor(key: string): string {
    return join(this.#path, 'armed', `of-${encodeURIComponent(key)}`);
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

const filesIn = async (folder: string): Promise<readonly string[]> => {
  try {
    return (await readdir(folder)).toSorted();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
};

const readFault = async (file: string): Promise<ArmedFault | undefined> => {
  try {
    return armedFault.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

const moved = async (from: string, to: string): Promise<boolean> => {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
};

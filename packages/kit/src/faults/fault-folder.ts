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

/** Where a process has come to. */
export interface Visit {
  readonly point: ArmedPoint;
  readonly label: string;
  readonly key: string;
  /** `<service>.<pid>` */
  readonly by: string;
}

const fits = ({ label }: ArmedFault, visit: Visit): boolean => label === '*' || label === visit.label;
const doesSomething = ({ action }: ArmedFault): boolean => action.kind !== 'arm';

/**
 * Armed faults as files: `armed/<point>/of-<key>/<id>.<n>` holds a fault, one file for each time. Who meets it renames it
 * to `fired/<id>.<n>.<service>.<pid>.<ms>`: the claim and the record of it are one step, which only one process can take.
 * `released/<id>` ends a wait.
 */
export class FaultFolder {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async arm(fault: ArmedFault): Promise<void> {
    const { id, point, key, times = 1 } = armedFault.parse(fault);
    const folder = this.#armedAt(point, key);
    const others = ['fired', 'released', 'making'].map((name) => join(this.#path, name));
    await Promise.all([folder, ...others].map((path) => mkdir(path, { recursive: true })));
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
  async claim(visit: Visit): Promise<readonly ArmedFault[]> {
    const folder = this.#armedAt(visit.point, visit.key);
    const claimed: ArmedFault[] = [];
    for (const names of Map.groupBy(await filesIn(folder), (name) => name.split('.')[0]).values()) {
      const fault = await firstOf(folder, names);
      if (!fault || !fits(fault, visit) || (doesSomething(fault) && claimed.some(doesSomething))) continue;
      if (await this.#takeOneOf(folder, names, visit.by)) claimed.push(fault);
    }
    return claimed.toSorted((a, b) => Number(doesSomething(a)) - Number(doesSomething(b)));
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

  async #takeOneOf(folder: string, names: readonly string[], by: string): Promise<boolean> {
    for (const name of names) {
      if (await moved(join(folder, name), join(this.#path, 'fired', `${name}.${by}.${Date.now()}`))) return true;
    }
    return false;
  }

  #armedAt(point: ArmedPoint, key: string): string {
    return join(this.#path, 'armed', point, `of-${encodeURIComponent(key)}`);
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

/** The files of one fault are all the same; others may be taking them meanwhile. */
const firstOf = async (folder: string, names: readonly string[]): Promise<ArmedFault | undefined> => {
  for (const name of names) {
    try {
      return armedFault.parse(JSON.parse(await readFile(join(folder, name), 'utf8')));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return undefined;
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

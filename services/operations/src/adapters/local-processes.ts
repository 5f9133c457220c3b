import { type ChildProcess, spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChaosTarget } from '@mercato/contracts/operations';
import { type Clock, iso } from '@mercato/kit/time';
import { refusals } from '../domain/errors.ts';
import type { Processes } from '../ports/processes.ts';

interface Held {
  readonly pid: number;
  readonly state: 'paused' | 'slow';
  readonly until: number;
  readonly holder: ChildProcess;
}

const names = /^[a-z][a-z0-9-]*(\.daprd)?$/;

// Shells of their own, so that what is held goes on even where we are held or killed ourselves. A `CONT` more harms nobody.
const scripts = {
  paused: 'trap "kill -CONT $1" EXIT; trap exit TERM; kill -STOP $1 && sleep $2 & wait',
  slow: `trap "kill -CONT $1" EXIT; trap exit TERM; end=$(($(date +%s) + $2))
while [ $(date +%s) -lt $end ] && kill -STOP $1; do sleep 0.07; kill -CONT $1; sleep 0.03; done`,
} as const;

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const targetOf = (name: string): Pick<ChaosTarget, 'service' | 'kind'> => {
  const app = name.replace(/\.daprd$/, '');
  return { service: app.replace(/-\d+$/, ''), kind: name === app ? 'app' : 'sidecar' };
};

/** The processes whose pids a supervisor keeps in a folder, one file each. */
export class LocalProcesses implements Processes {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #held = new Map<string, Held>();

  constructor(folder: string, clock: Clock) {
    this.#folder = folder;
    this.#clock = clock;
  }

  async list(): ReturnType<Processes['list']> {
    const files = await readdir(this.#folder).catch((): string[] => []);
    const known = files.filter((file) => names.test(file)).toSorted();
    return Promise.all(known.map(async (name) => ({ name, ...targetOf(name), ...(await this.#stateOf(name)) })));
  }

  async kill(name: string): Promise<void> {
    process.kill(await this.#living(name), 'SIGKILL');
  }

  pause(name: string, seconds: number): Promise<void> {
    return this.#hold(name, 'paused', seconds);
  }

  slow(name: string, seconds: number): Promise<void> {
    return this.#hold(name, 'slow', seconds);
  }

  async resume(name: string): Promise<void> {
    process.kill(await this.#living(name), 'SIGCONT');
    this.#held.get(name)?.holder.kill('SIGTERM');
    this.#held.delete(name);
  }

  async #hold(name: string, state: Held['state'], seconds: number): Promise<void> {
    const pid = await this.#living(name);
    this.#held.get(name)?.holder.kill('SIGTERM');
    const holder = spawn('sh', ['-c', scripts[state], 'hold', String(pid), String(seconds)], {
      detached: true,
      stdio: 'ignore',
    });
    holder.unref();
    this.#held.set(name, { pid, state, until: this.#clock.now() + seconds * 1_000, holder });
  }

  async #stateOf(name: string): Promise<Pick<ChaosTarget, 'state' | 'until'>> {
    const pid = await this.#pidOf(name).catch(() => 0);
    if (pid === 0 || !isAlive(pid)) return { state: 'gone', until: null };
    const hold = this.#held.get(name);
    const isHeld = hold?.pid === pid && hold.until > this.#clock.now() && hold.holder.exitCode === null;
    return isHeld ? { state: hold.state, until: iso(hold.until) } : { state: 'running', until: null };
  }

  async #living(name: string): Promise<number> {
    const pid = await this.#pidOf(name);
    if (isAlive(pid)) return pid;
    throw refusals.targetUnknown(name);
  }

  async #pidOf(name: string): Promise<number> {
    const text = names.test(name) ? await readFile(join(this.#folder, name), 'utf8').catch(() => '') : '';
    const pid = Number(text);
    if (Number.isSafeInteger(pid) && pid > 1) return pid;
    throw refusals.targetUnknown(name);
  }
}

import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLines } from './command.ts';
import { forgetGroup, rememberGroup } from './process-records.ts';
import { type ProcessRecord, recordOf, signalGroup, waitUntilGone } from './processes.ts';

export interface ProcessSpec {
  name: string;
  command: string;
  args: string[];
  /** Everything printed goes here, over restarts. */
  logFile: string;
  /** Holds the process's id from its start. */
  pidFile?: string;
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** True once the process serves. */
  isReady?: () => Promise<boolean>;
  readyTimeoutMs?: number;
  stopTimeoutMs?: number;
}

function spawnLogged(spec: ProcessSpec): ChildProcess {
  mkdirSync(dirname(spec.logFile), { recursive: true });
  const log = openSync(spec.logFile, 'a');
  try {
    return spawn(spec.command, spec.args, {
      stdio: ['ignore', log, log],
      // A group of its own: Ctrl-C reaches only us, and all that it starts can be ended with it.
      detached: true,
      ...(spec.cwd !== undefined && { cwd: spec.cwd }),
      ...(spec.env !== undefined && { env: spec.env }),
    });
  } finally {
    closeSync(log);
  }
}

function writePid({ pidFile }: ProcessSpec, pid: number): void {
  if (pidFile === undefined) return;
  mkdirSync(dirname(pidFile), { recursive: true });
  writeFileSync(pidFile, String(pid));
}

/** A process of ours, in a group of its own, that does not outlive us however we end. */
export class ManagedProcess {
  readonly #spec: ProcessSpec;
  #child: ChildProcess | undefined;
  #group: ProcessRecord | undefined;
  #ended: Promise<void> = Promise.resolve();

  constructor(spec: ProcessSpec) {
    this.#spec = spec;
  }

  get name(): string {
    return this.#spec.name;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get running(): boolean {
    return this.#child?.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async start(): Promise<void> {
    if (this.running) throw new Error(`${this.name} is running already`);
    const child = spawnLogged(this.#spec);
    this.#child = child;
    this.#ended = new Promise((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
    const failure = await new Promise<Error | undefined>((resolve) => {
      child.once('spawn', () => resolve(undefined)).once('error', resolve);
    });
    if (child.pid === undefined) throw new Error(`${this.name} cannot be started: ${failure?.message ?? 'no pid'}`);
    writePid(this.#spec, child.pid);
    this.#group = recordOf(child.pid);
    rememberGroup(this.#group);
  }

  async waitUntilReady(timeoutMs = this.#spec.readyTimeoutMs ?? 30_000): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    const isReady = this.#spec.isReady ?? (() => Promise.resolve(true));
    while (!(await isReady())) {
      if (!this.running) throw new Error(`${this.name} ended before it was ready:\n${lastLines(this.output(), 15)}`);
      if (performance.now() > deadline) {
        throw new Error(`${this.name} is not ready after ${timeoutMs} ms:\n${lastLines(this.output(), 15)}`);
      }
      await sleep(50);
    }
  }

  /** Asks it to end, and kills what has not ended in time. */
  async stop(): Promise<void> {
    const pid = this.pid;
    if (pid === undefined) return;
    this.resume();
    if (this.running) this.#child?.kill('SIGTERM');
    await Promise.race([this.#ended, sleep(this.#spec.stopTimeoutMs ?? 8000, undefined, { ref: false })]);
    await this.kill('SIGKILL');
  }

  /** Sends the signal to it and all it started; resolves when a deadly one has taken effect. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const group = this.#group;
    if (group === undefined) return;
    signalGroup(group, signal);
    if (signal !== 'SIGKILL') return;
    await this.#ended;
    await waitUntilGone(() => signalGroup(group, 'SIGKILL'), 2000);
    forgetGroup(group);
  }

  pause(): void {
    if (this.#group !== undefined) signalGroup(this.#group, 'SIGSTOP');
  }

  resume(): void {
    if (this.#group !== undefined) signalGroup(this.#group, 'SIGCONT');
  }

  output(): string {
    return existsSync(this.#spec.logFile) ? readFileSync(this.#spec.logFile, 'utf8') : '';
  }

  /** Resolves when the process has ended, for whatever reason. */
  ended(): Promise<void> {
    return this.#ended;
  }
}

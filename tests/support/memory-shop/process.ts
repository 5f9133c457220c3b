import { errors } from '@mercato/kit/errors';
import type { InProcessService } from '@mercato/kit/service';
import type { Clock } from '@mercato/kit/time';

/** What a killed process looks like from inside: whatever it tries fails, and it does nothing to the world any more. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** What ends once, and says so. */
class Life {
  readonly ended: Promise<void>;
  isOver = false;
  #end: () => void = () => undefined;

  constructor() {
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  end(): void {
    this.isOver = true;
    this.#end();
  }
}

const never = (): Promise<never> => new Promise(() => undefined);

/** One process of a service, until it is killed. */
export class Process {
  readonly life = new Life();
  readonly warmUps: (() => Promise<void>)[] = [];
  readonly #sidecar: Sidecar;
  #service: InProcessService | undefined;

  constructor(sidecar: Sidecar, start: (process: Process) => InProcessService) {
    this.#sidecar = sidecar;
    this.#service = start(this);
  }

  get service(): InProcessService {
    if (!this.#service) throw new Error('It has not started');
    return this.#service;
  }

  /** Something that the process does to the world, through its sidecar. */
  async reach<T>(work: () => Promise<T>): Promise<T> {
    this.alive();
    const { connection } = this.#sidecar;
    if (connection.isOver) throw errors.unavailable('The sidecar');
    const [settled] = await Promise.allSettled([work()]);
    this.alive();
    // Done or not: the answer is lost with the connection.
    if (connection.isOver) throw errors.unavailable('The sidecar');
    if (settled.status === 'rejected') throw settled.reason;
    return settled.value;
  }

  alive(): void {
    if (this.life.isOver) throw new Crash('The process was killed');
  }

  /** The process's own clock: the dead do not wake. */
  clock(clock: Clock): Clock {
    return {
      now: () => clock.now(),
      sleep: async (ms, signal) => {
        if (this.life.isOver) return never();
        await clock.sleep(ms, signal);
        return this.life.isOver ? never() : undefined;
      },
    };
  }
}

/** The sidecar of one process: it can die without its app. */
export class Sidecar {
  /** That with the app: ends when the sidecar dies. */
  connection = new Life();

  get isDown(): boolean {
    return this.connection.isOver;
  }

  kill(): void {
    this.connection.end();
  }

  restart(): void {
    this.connection = new Life();
  }
}

/** A place where a service runs: when its process or its sidecar dies, another one is started a little later. */
export class Replica {
  readonly sidecar = new Sidecar();
  readonly #clock: Clock;
  readonly #start: (process: Process) => InProcessService;
  #process: Process;
  #isDown = false;

  constructor(clock: Clock, start: (replica: Replica) => (process: Process) => InProcessService) {
    this.#clock = clock;
    this.#start = start(this);
    this.#process = new Process(this.sidecar, this.#start);
  }

  get process(): Process {
    return this.#process;
  }

  /** Whether anything reaches it. */
  get isReady(): boolean {
    return !this.#isDown && !this.sidecar.isDown;
  }

  /** Ends the process as a power cut does. */
  kill(downMs = 500): void {
    if (this.#isDown) return;
    this.#process.life.end();
    this.#isDown = true;
    void this.#later(downMs, () => {
      this.#process = new Process(this.sidecar, this.#start);
      this.#isDown = false;
    });
  }

  /** Ends the sidecar, and with it every connection; the app lives on. */
  killSidecar(downMs = 2_000): void {
    if (this.sidecar.isDown) return;
    this.sidecar.kill();
    void this.#later(downMs, () => this.sidecar.restart());
  }

  async #later(ms: number, work: () => void): Promise<void> {
    await this.#clock.sleep(ms);
    work();
  }
}

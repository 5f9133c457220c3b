import type { ServiceName } from '@mercato/contracts/shared';
import { errors } from '@mercato/kit/errors';
import type { InProcessService } from '@mercato/kit/service';
import type { Clock } from '@mercato/kit/time';

/** What a killed process looks like from inside: whatever it tries fails, and it does nothing to the world any more. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

const never = (): Promise<never> => new Promise(() => undefined);

/** One life of a service, with its sidecar. */
export class Process {
  readonly name: ServiceName;
  readonly warmUps: (() => Promise<void>)[] = [];
  /** Resolves when it is killed. */
  readonly died: Promise<void>;
  service: InProcessService | undefined;
  #isDead = false;
  #die: () => void = () => undefined;
  readonly #sidecar: Sidecar;

  constructor(name: ServiceName, sidecar: Sidecar) {
    this.name = name;
    this.#sidecar = sidecar;
    this.died = new Promise((resolve) => {
      this.#die = resolve;
    });
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  kill(): void {
    this.#isDead = true;
    this.#die();
  }

  /** Something that the process does to the world, through its sidecar. */
  async reach<T>(work: () => Promise<T>): Promise<T> {
    this.#alive();
    const life = this.#sidecar.life;
    if (this.#sidecar.isDown) throw errors.unavailable('The sidecar');
    const result = await this.#settled(work);
    this.#alive();
    // Done or not: the answer is lost with the connection.
    if (this.#sidecar.life !== life) throw errors.unavailable('The sidecar');
    if ('error' in result) throw result.error;
    return result.value;
  }

  /** The process's own clock: the dead do not wake. */
  clock(clock: Clock): Clock {
    return {
      now: () => clock.now(),
      sleep: async (ms, signal) => {
        if (this.#isDead) return never();
        await clock.sleep(ms, signal);
        return this.#isDead ? never() : undefined;
      },
    };
  }

  async #settled<T>(work: () => Promise<T>): Promise<{ readonly value: T } | { readonly error: unknown }> {
    try {
      return { value: await work() };
    } catch (error) {
      return { error };
    }
  }

  #alive(): void {
    if (this.#isDead) throw new Crash(`${this.name} was killed`);
  }
}

/** The sidecar of one service: it can die without its app. */
export class Sidecar {
  isDown = false;
  /** Counts its lives, so that a call knows whether the one it began with is still there. */
  life = 1;
  /** Resolves when this life ends. */
  died: Promise<void> = Promise.resolve();
  #die: () => void = () => undefined;

  constructor() {
    this.#begin();
  }

  kill(): void {
    this.isDown = true;
    this.life += 1;
    this.#die();
  }

  restart(): void {
    this.isDown = false;
    this.#begin();
  }

  #begin(): void {
    this.died = new Promise((resolve) => {
      this.#die = resolve;
    });
  }
}

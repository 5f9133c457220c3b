import type { ServiceName } from '@mercato/contracts/shared';
import { DomainError } from '@mercato/kit/errors';
import { StateIdempotency } from '@mercato/kit/idempotency';
import type { Outgoing, Publisher } from '@mercato/kit/messaging';
import type { InProcessService } from '@mercato/kit/service';
import type { StateStore } from '@mercato/kit/state';
import { type Logger, silentLogger } from '@mercato/kit/telemetry';
import { MemorySecrets, MemoryStateStore, type SequentialIds } from '@mercato/testkit';
import type { Mail } from '../../../services/notification/src/ports/senders.ts';
import type { Faults, Moment } from './faults.ts';
import { type MadeCall, networkInvoker, type Reach, reachedPublisher, reachedStore } from './ports.ts';
import { Crash, Process, Sidecar } from './process.ts';
import type { Given, ShopService, StartService } from './services.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** What all services of a shop share. */
export interface Surrounding {
  readonly clock: VirtualClock;
  readonly ids: SequentialIds;
  readonly faults: Faults;
  readonly calls: MadeCall[];
  readonly mails: Mail[];
  readonly errorsLogged: object[];
  readonly publish: (message: Outgoing) => Promise<void>;
  readonly callee: (app: ServiceName) => Promise<InProcessService>;
  /** Throws while the table is out of reach. */
  readonly table: () => void;
  /** How long everything takes that leaves a process. */
  readonly latencyMs: () => number;
}

/** Puts something into a service that works otherwise: to see whether anybody notices. */
export interface Twin {
  readonly store?: (store: StateStore) => StateStore;
  readonly publisher?: (publisher: Publisher) => Publisher;
  readonly start?: StartService;
  /** Settings that differ from the service's own defaults. */
  readonly settings?: Readonly<Record<string, string>>;
}

const verifyToken = {
  verify: (token: string) => {
    const [role, userId = ''] = token.split('.');
    if (role !== 'user' && role !== 'admin') return Promise.reject(new DomainError('auth.invalid', token));
    return Promise.resolve({ role, userId } as const);
  },
};

const secrets = new MemorySecrets({ 'guest-signing-key': 'signing key of tests' });
/** The simulated card provider answers at once. */
const settings = { PAYMENT_PROVIDER_LATENCY_MS: '0' };

/** Where one service lives: its state outlives its processes. */
export class Host {
  readonly store = new MemoryStateStore();
  readonly sidecar = new Sidecar();
  readonly #name: ShopService;
  readonly #start: StartService;
  readonly #twin: Twin;
  readonly #shop: Surrounding;
  #process: Process;
  #isDown = false;

  constructor(name: ShopService, start: StartService, twin: Twin, shop: Surrounding) {
    this.#name = name;
    this.#start = twin.start ?? start;
    this.#twin = twin;
    this.#shop = shop;
    this.#process = this.#boot();
  }

  /** As it runs now; undefined between a kill and the restart. */
  get process(): Process | undefined {
    return this.#isDown ? undefined : this.#process;
  }

  /** Whether messages can be handed to it. */
  get isReady(): boolean {
    return !this.#isDown && !this.sidecar.isDown;
  }

  /** Ends the process as a power cut does; another one starts a little later, over the same store. */
  kill(downMs = 500): void {
    this.#process.kill();
    this.#isDown = true;
    void this.#shop.clock.sleep(downMs).then(() => {
      this.#process = this.#boot();
      this.#isDown = false;
      return undefined;
    });
  }

  /** Ends the sidecar, and with it every connection; the app lives on. */
  killSidecar(downMs = 2_000): void {
    this.sidecar.kill();
    void this.#shop.clock.sleep(downMs).then(() => this.sidecar.restart());
  }

  /** A further process beside the running one, as a second replica is. */
  replica(): Process {
    return this.#boot();
  }

  #boot(): Process {
    const process = new Process(this.#name, this.sidecar);
    process.service = this.#start(this.#given(process));
    return process;
  }

  #given(process: Process): Given {
    const { clock: time, ids, faults, mails, calls, callee, publish, latencyMs } = this.#shop;
    const clock = process.clock(time);
    const reach: Reach = (moment, work) =>
      process.reach(async () => {
        const ms = latencyMs();
        if (ms > 0) await time.sleep(ms);
        if (process.isDead) throw new Crash();
        return faults.meet(moment, () => this.#permitted(moment, work));
      });
    const state = reachedStore(process, reach, this.#twin.store?.(this.store) ?? this.store);
    const publisher = reachedPublisher(process, reach, this.#twin.publisher?.({ publish }) ?? { publish });
    const log = this.#logger();
    const common = { logger: log, clock, verifyToken, idempotency: new StateIdempotency(state, clock, ids) };
    return {
      state,
      publisher,
      invoker: networkInvoker(process, { reach, callee, calls }),
      secrets,
      clock,
      ids,
      log,
      mails,
      settings: { ...settings, ...this.#twin.settings },
      common,
      warmUp: (_, work) => process.warmUps.push(work),
      onStop: () => undefined,
      faults: {
        at: async (point, label, key) => {
          const moment: Moment = { kind: 'saga', by: this.#name, point, label, key };
          await faults.meet(moment, () => (process.isDead ? Promise.reject(new Crash()) : Promise.resolve()));
          return undefined;
        },
      },
    };
  }

  async #permitted<T>({ kind }: Moment, work: () => Promise<T>): Promise<T> {
    if (kind === 'read' || kind === 'write') this.#shop.table();
    return work();
  }

  #logger(): Logger {
    const { errorsLogged } = this.#shop;
    const log: Logger = { ...silentLogger, error: (fields) => errorsLogged.push(fields), child: () => log };
    return log;
  }
}

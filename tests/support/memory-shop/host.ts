import { generateKeyPairSync } from 'node:crypto';
import type { ServiceName } from '@mercato/contracts/shared';
import type { TokenVerifier } from '@mercato/kit/auth';
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
import { type Process, Replica } from './process.ts';
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
  readonly verifyToken: TokenVerifier;
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

/** Believes a token of the form `user.<id>` or `admin.<id>`. */
export const believing: TokenVerifier = {
  verify: (token: string) => {
    const [role, userId = ''] = token.split('.');
    if (role !== 'user' && role !== 'admin') return Promise.reject(new DomainError('auth.invalid', token));
    return Promise.resolve({ role, userId } as const);
  },
};

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
/** What signs the access tokens of a shop in memory. */
export const signingKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
export const firstAdmin = { email: 'boss@example.com', password: 'a first password' };
const secrets = new MemorySecrets({
  'guest-signing-key': 'signing key of tests',
  'jwt-signing-key': signingKey,
  'first-admin-email': firstAdmin.email,
  'first-admin-password': firstAdmin.password,
});
/** The simulated card provider answers at once. */
const settings = { PAYMENT_PROVIDER_LATENCY_MS: '0' };

const succeeds = async (work: () => Promise<void>): Promise<boolean> => {
  const [settled] = await Promise.allSettled([work()]);
  return settled.status === 'fulfilled';
};

/** Where one service lives: its state outlives its processes. */
export class Host {
  readonly store = new MemoryStateStore();
  readonly replicas: Replica[] = [];
  readonly #name: ShopService;
  #start: StartService;
  readonly #twin: Twin;
  readonly #shop: Surrounding;
  #turn = 0;
  #isWarm = false;

  constructor(name: ShopService, start: StartService, twin: Twin, shop: Surrounding) {
    this.#name = name;
    this.#start = twin.start ?? start;
    this.#twin = twin;
    this.#shop = shop;
    this.addReplica();
  }

  addReplica(): Replica {
    const replica = this.boot();
    this.replicas.push(replica);
    return replica;
  }

  /** A replica that nothing is sent to. */
  boot(): Replica {
    return new Replica(this.#shop.clock, (self) => (process) => {
      const service = this.#start(this.#given(self, process));
      if (this.#isWarm) void this.#warmUp(process);
      return service;
    });
  }

  /** Begins what the service does beside its requests: here and now, and in every process to come. */
  async warmUp(): Promise<void> {
    this.#isWarm = true;
    await Promise.all(this.replicas.map(({ process }) => this.#warmUp(process)));
  }

  async #warmUp({ warmUps, life }: Process): Promise<void> {
    for (const work of warmUps) {
      while (!life.isOver && !(await succeeds(work))) await this.#shop.clock.sleep(1_000);
    }
  }

  /** Other code, which runs from the next start of a process. */
  deploy(start: StartService): void {
    this.#start = start;
  }

  /** The first one; most shops have no other. */
  get replica(): Replica {
    const [first] = this.replicas;
    if (!first) throw new Error(`${this.#name} does not run`);
    return first;
  }

  /** One that can be reached, each in turn; undefined while there is none. */
  next(): Replica | undefined {
    const ready = this.replicas.filter((replica) => replica.isReady);
    this.#turn += 1;
    return ready[this.#turn % ready.length];
  }

  #given(replica: Replica, process: Process): Given {
    const { clock: time, ids, faults, mails, calls, callee, publish, latencyMs, verifyToken } = this.#shop;
    const clock = process.clock(time);
    const reach: Reach = (moment, work) =>
      process.reach(async () => {
        const ms = latencyMs();
        if (ms > 0) await time.sleep(ms);
        process.alive();
        return faults.meet(moment, replica, () => this.#permitted(moment, work));
      });
    const state = reachedStore(this.#name, reach, this.#twin.store?.(this.store) ?? this.store);
    const publisher = reachedPublisher(this.#name, reach, this.#twin.publisher?.({ publish }) ?? { publish });
    const log = this.#logger();
    return {
      state,
      expiring: () => state,
      publisher,
      invoker: networkInvoker(this.#name, { reach, callee, calls }),
      secrets,
      clock,
      ids,
      log,
      mails,
      settings: { ...settings, ...this.#twin.settings },
      common: { logger: log, clock, verifyToken, idempotency: new StateIdempotency(state, clock, ids) },
      warmUp: (_, work) => process.warmUps.push(work),
      onStop: () => undefined,
      faults: {
        at: async (point, label, key) => {
          const moment: Moment = { kind: 'saga', by: this.#name, point, label, key };
          await faults.meet(moment, replica, () => Promise.resolve(process.alive()));
          process.alive();
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

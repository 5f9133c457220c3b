import type { ServiceName } from '@mercato/contracts/shared';
import type { TokenVerifier } from '@mercato/kit/auth';
import { errors } from '@mercato/kit/errors';
import type { Outgoing } from '@mercato/kit/messaging';
import type { InProcessService } from '@mercato/kit/service';
import { SequentialIds } from '@mercato/testkit';
import type { Mail } from '../../../services/notification/src/ports/senders.ts';
import { isRegistrationId } from '../../../services/user/src/domain/registration.ts';
import { Broker, type Outcome } from './broker.ts';
import { type Entrance, MemoryClient } from './client.ts';
import { Faults } from './faults.ts';
import { believing, Host, type Surrounding, type Twin } from './host.ts';
import type { MadeCall } from './ports.ts';
import type { Replica } from './process.ts';
import { type ShopService, shopServices, starters } from './services.ts';
import { VirtualClock } from './virtual-clock.ts';

export interface MemoryShopOptions {
  /** Services, or parts of them, that work otherwise than the real ones. */
  readonly twins?: Partial<Readonly<Record<ShopService, Twin>>>;
  /** How long each call, read, write and publishing takes; nothing, unless it says otherwise. */
  readonly latencyMs?: () => number;
  /** Who believes which token; the one of a memory client says who it is, and is believed. */
  readonly verifyToken?: TokenVerifier;
}

/** What can be cut off from every service. */
export type Cut = 'table' | 'queues';

const longestRestMs = 3_600_000;

/** The shop's real services in one process, on a table, queues and a network in memory, under a clock of their own. */
export class MemoryShop {
  readonly clock = new VirtualClock();
  readonly faults = new Faults();
  /** When it began. */
  readonly opened = this.clock.now();
  /** Calls between services, in order. */
  readonly calls: MadeCall[] = [];
  readonly mails: Mail[] = [];
  readonly errorsLogged: object[] = [];
  /** What a test began beside the messages: there is no rest before it has ended. */
  readonly errands: Promise<void>[] = [];
  readonly broker: Broker;
  readonly acceptedOrders = new Set<string>();
  readonly #hosts: ReadonlyMap<ServiceName, Host>;
  readonly #entrance: Entrance = { callee: (app) => this.callee(app), until: (answer) => this.until(answer) };
  readonly #cutUntil: Record<Cut, number> = { table: 0, queues: 0 };
  /** How often something met with what was cut off. */
  readonly cutsMet: Record<Cut, number> = { table: 0, queues: 0 };

  constructor({ twins = {}, latencyMs = () => 0, verifyToken = believing }: MemoryShopOptions = {}) {
    this.broker = new Broker({
      clock: this.clock,
      latencyMs,
      ready: (app) => this.host(app).replicas.some((r) => r.isReady) && !this.#isCut('queues'),
      deliver: (app, message) => this.#deliver(app, message),
    });
    const contacts = contactsBeside(() => this.callee('user'));
    const surrounding: Surrounding = {
      clock: this.clock,
      ids: new SequentialIds(),
      faults: this.faults,
      calls: this.calls,
      mails: this.mails,
      errorsLogged: this.errorsLogged,
      latencyMs,
      verifyToken,
      publish: (message) => this.publish(message),
      callee: (app) => (app === 'user' ? Promise.resolve(contacts) : this.callee(app)),
      table: () => this.#meet('table'),
    };
    this.#hosts = new Map(
      shopServices.map((name) => [name, new Host(name, starters[name], twins[name] ?? {}, surrounding)]),
    );
  }

  host(name: ServiceName): Host {
    const host = this.#hosts.get(name);
    if (!host) throw new Error(`There is no ${name} in memory`);
    return host;
  }

  /** Somebody with an account; `admin` is an administrator. */
  client(userId: string, entrance: Partial<Entrance> = {}): MemoryClient {
    const token = `${userId === 'admin' ? 'admin' : 'user'}.${userId}`;
    return new MemoryClient({ ...this.#entrance, ...entrance }, token, this.acceptedOrders);
  }

  /** Somebody without one. */
  guest(): MemoryClient {
    return new MemoryClient(this.#entrance, undefined, this.acceptedOrders);
  }

  /** Puts a message on its topic, as a service or an operator does. */
  async publish(message: Outgoing): Promise<void> {
    await Promise.resolve();
    this.#meet('queues');
    this.broker.accept(message);
  }

  /** Nobody reaches the table, or the queues, for some time. */
  cut(what: Cut, ms: number): void {
    this.#cutUntil[what] = this.clock.now() + ms;
  }

  /** Lets time pass until something is answered. */
  async until<T>(answer: Promise<T>): Promise<T> {
    const state = { settled: false };
    const settle = (): void => {
      state.settled = true;
    };
    answer.then(settle, settle);
    for (await this.clock.idle(); !state.settled;) if (!(await this.clock.step())) break;
    return answer;
  }

  /** Lets time pass until no message is on its way any more, and nothing else that a test began. */
  async settle(): Promise<void> {
    const end = this.clock.now() + longestRestMs;
    while (!this.broker.isEmpty || this.errands.length > 0) {
      if (this.broker.isEmpty) await this.until(Promise.all(this.errands.splice(0)));
      else if (!(await this.clock.step(end))) throw new Error(`No rest within an hour: ${this.#waiting()}`);
    }
  }

  #waiting(): string {
    const left = this.broker.queues.filter((queue) => queue.messages > 0);
    return left.map((queue) => `${queue.messages} in ${queue.name}`).join(', ');
  }

  /** Runs what a service does beside its requests, once it is up: the carrier's rounds, the catalogue's. */
  async warmUp(name: ShopService): Promise<void> {
    await this.until(this.host(name).warmUp());
  }

  async #deliver(app: ServiceName, message: Outgoing): Promise<Outcome> {
    const replica = this.host(app).next();
    return replica ? this.#handOver(app, message, replica) : 'again';
  }

  async #handOver(by: ServiceName, message: Outgoing, replica: Replica): Promise<Outcome> {
    const { id, topic, subject } = message;
    const moment = { by, topic, subject, id } as const;
    const { service, life } = replica.process;
    const { connection } = replica.sidecar;
    const gone = (outcome: Outcome) => () => outcome;
    const answer = await Promise.race([
      this.faults.meet({ kind: 'delivery', ...moment }, replica, () => service.deliver(topic, eventOf(message))),
      life.ended.then(gone('again')),
      connection.ended.then(gone('later')),
    ]);
    if (typeof answer === 'string') return answer;
    if (answer === undefined) throw new Error(`${by} does not listen to ${topic}`);
    if (answer.code !== 200) return 'later';
    if (answer.body.status === 'RETRY') return 'again';
    return this.faults.meet({ kind: 'acknowledgement', ...moment }, replica, () => this.#acknowledge());
  }

  /** What is acknowledged while the queues are out of reach comes again. */
  async #acknowledge(): Promise<Outcome> {
    await Promise.resolve();
    if (!this.#isCut('queues')) return 'acknowledged';
    this.cutsMet.queues += 1;
    return 'later';
  }

  /** A service as it runs now; throws where it does not. */
  async callee(app: ServiceName): Promise<InProcessService> {
    await Promise.resolve();
    const replica = this.host(app).next();
    if (!replica) throw errors.unavailable(app);
    return replica.process.service;
  }

  #isCut(what: Cut): boolean {
    return this.clock.now() < this.#cutUntil[what];
  }

  #meet(what: Cut): void {
    if (!this.#isCut(what)) return;
    this.cutsMet[what] += 1;
    throw errors.unavailable(`The ${what}`);
  }
}

const eventOf = ({ id, topic, subject, time, data }: Outgoing): object => ({
  specversion: '1.0',
  id,
  source: 'mercato/memory',
  type: topic,
  topic,
  subject,
  time,
  data,
});

/** The user service, as far as the others ask it: everybody has an address. Of who registers only the real one knows it. */
const contactsBeside = (real: () => Promise<InProcessService>): InProcessService => ({
  name: 'user',
  call: async (route, input) => {
    const { id } = input.params as { readonly id: string };
    if (isRegistrationId(id)) return (await real()).call(route, input);
    const contact = { email: `${id}@example.com`, name: id, phone: null };
    return { status: 200, body: { contact } };
  },
  deliver: () => Promise.resolve(undefined),
});

import { StateIdempotency } from '@mercato/kit/idempotency';
import type { App } from '@mercato/kit/service';
import { shopQueues } from '@mercato/queues';
import type { KeptReason } from '@mercato/queues/dead-letters';
import { FakeClock, MemoryStateStore, SequentialIds } from '@mercato/testkit';
import { confirmed, fromSns, MemorySqs } from '@mercato/testkit/sqs';
import { afterEach } from 'vitest';
import { queueOffice } from '../src/adapters/queue-office.ts';
import { StoredAuditTrail } from '../src/adapters/stored-audit-trail.ts';
import { storedRuns } from '../src/adapters/stored-runs.ts';
import { createApp } from '../src/app.ts';
import { promised, type PromiseRow } from '../src/domain/promises.ts';
import type { Target } from '../src/domain/target.ts';
import { contractWays } from '../src/domain/ways.ts';
import type { Books, Checking, Progress, Verdict } from '../src/ports/books.ts';
import type { Processes } from '../src/ports/processes.ts';
import type { OperationsDeps } from '../src/use-cases/deps.ts';
import { Sampler } from '../src/use-cases/sampler.ts';

export const rows: readonly PromiseRow[] = [
  {
    name: 'availability',
    title: 'Requests are answered',
    objective: 99.9,
    metric: 'http_requests_total',
    where: 'service="gateway"',
    bad: 'status=~"5.."',
  },
];

/** Processes that expose what a test puts down for them, by address. */
export class MemoryScraper {
  readonly pages = new Map<string, string>();
  readonly unready = new Set<string>();

  metrics = async (address: string): Promise<string | undefined> => this.pages.get(address);
  isReady = async (address: string): Promise<boolean> => this.pages.has(address) && !this.unready.has(address);
}

/** A check that a test ends. */
export class MemoryBooks implements Books {
  readonly asked: Checking[] = [];
  tell: (progress: Progress) => void = () => undefined;
  end: (verdict: Verdict | Error) => void = () => undefined;

  check(asked: Checking, told: (progress: Progress) => void): Promise<Verdict> {
    this.asked.push(asked);
    this.tell = told;
    return new Promise((resolve, reject) => {
      this.end = (verdict) => (verdict instanceof Error ? reject(verdict) : resolve(verdict));
    });
  }
}

export class MemoryProcesses implements Processes {
  readonly done: string[] = [];

  list: Processes['list'] = async () => [
    { name: 'order', service: 'order', kind: 'app', state: 'running', until: null },
    { name: 'order.daprd', service: 'order', kind: 'sidecar', state: 'gone', until: null },
  ];
  kill = async (name: string) => void this.done.push(`kill ${name}`);
  pause = async (name: string, seconds: number) => void this.done.push(`pause ${name} ${seconds}`);
  slow = async (name: string, seconds: number) => void this.done.push(`slow ${name} ${seconds}`);
  resume = async (name: string) => void this.done.push(`resume ${name}`);
}

const open: App[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((app) => app.close()));
});

export interface WorldOptions {
  readonly targets?: readonly Target[];
  readonly chaos?: boolean;
  readonly reasons?: Readonly<Record<string, KeptReason>>;
}

/** The operations service over twins of all it leans on. */
export const createWorld = ({ targets = [], chaos = false, reasons = {} }: WorldOptions = {}) => {
  const [store, clock, ids] = [new MemoryStateStore(), new FakeClock(), new SequentialIds()];
  const letters = ['evt-1', 'evt-2'].map((id) => fromSns({ ...confirmed, id }));
  const queues = shopQueues.flatMap(({ name, deadLetterQueue }) => [name, deadLetterQueue]);
  const sqs = new MemorySqs({
    ...Object.fromEntries(queues.map((name) => [name, []])),
    'cart-events-dlq': letters,
  });
  const [scraper, books, processes] = [new MemoryScraper(), new MemoryBooks(), new MemoryProcesses()];
  const sampler = new Sampler({
    targets: { list: async () => targets },
    scraper,
    clock,
    promised: rows.map(promised),
    keepMs: 600_000,
  });
  const deps: OperationsDeps = {
    office: queueOffice({
      queues: { sqs, endpoint: 'https://sqs' },
      reasons: async (app, id) => reasons[`${app}/${id}`],
      ids,
    }),
    audit: new StoredAuditTrail({ store, clock, ids }),
    books,
    runs: storedRuns(store),
    processes: chaos ? processes : undefined,
    sampler,
    promised: rows,
    ways: contractWays,
    everyMs: 5_000,
    settings: { chaos, traceUrl: null, everySeconds: 5 },
    clock,
    ids,
    log: { warn: () => undefined },
  };
  return { store, clock, ids, sqs, scraper, books, processes, sampler, deps };
};

const verifyToken = {
  verify: (token: string) =>
    Promise.resolve({ userId: token, role: token === 'root' ? ('admin' as const) : ('user' as const) }),
};

/** The same behind its routes. */
export const build = async (options: WorldOptions = {}) => {
  const world = createWorld(options);
  const { store, clock } = world;
  const idempotency = new StateIdempotency(store, clock);
  const app = await createApp(world.deps, { logger: false, clock, verifyToken, idempotency });
  open.push(app);
  const ask = async (line: string, body?: unknown, as = 'root', headers: Record<string, string> = {}) => {
    const [method = 'GET', path = ''] = line.split(' ');
    const reply = await app.inject({
      method: method as 'GET',
      url: `/api/operations${path}`,
      headers: {
        ...headers,
        ...(as === '' ? {} : { authorization: `Bearer ${as}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    return { status: reply.statusCode, data: reply.json<Record<string, unknown>>() };
  };
  return { ...world, app, ask };
};

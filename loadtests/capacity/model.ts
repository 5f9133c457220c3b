/** What one order costs, as `npm run bench -- checkout` measured it. */
export interface PerOrder {
  /** Milliseconds of processor time of each service with its sidecar. */
  readonly cpuMs: Readonly<Record<string, number>>;
  readonly reads: number;
  readonly writes: number;
  readonly published: number;
  readonly delivered: number;
  /** Milliseconds from the request to the outcome, of a shop that is not busy. */
  readonly sagaMs: number;
}

/** What is assumed of the platform, not measured here. */
export interface Assumptions {
  /** A core there does the work of so many here. */
  readonly coreFactor: number;
  /** Of a core, that a replica may use before another is added. */
  readonly target: number;
  readonly leastReplicas: number;
  /** Kilobytes of an item that is read or written, on average. */
  readonly itemKb: number;
  readonly commandsAtOnce: number;
  /** Milliseconds of a guarded write of one item, there and back. */
  readonly guardedWriteMs: number;
  /** Of all orders, those that want the most wanted product. */
  readonly hottestShare: number;
  readonly itemLimitKb: number;
  readonly listingEntriesOfPage: number;
  readonly listingBytesOfPage: number;
  /** Dollars: a core for an hour, a million of each request. */
  readonly price: {
    readonly coreHour: number;
    readonly read: number;
    readonly write: number;
    readonly queue: number;
    readonly topic: number;
  };
}

/** On-demand list prices of us-east-1 in 2025; a core of a t3 node. */
export const assumed: Assumptions = {
  coreFactor: 1,
  target: 0.6,
  leastReplicas: 2,
  itemKb: 2,
  commandsAtOnce: 10,
  guardedWriteMs: 10,
  hottestShare: 0.05,
  itemLimitKb: 400,
  listingEntriesOfPage: 100,
  listingBytesOfPage: 90,
  price: { coreHour: 0.0208, read: 0.125, write: 0.625, queue: 0.4, topic: 0.5 },
};

export interface Prediction {
  readonly perMinute: number;
  readonly replicas: Readonly<Record<string, number>>;
  readonly cores: number;
  /** A second. */
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly messages: number;
  readonly dollarsAMonth: number;
  /** Ceilings of a single thing that lie below this load, the lowest first. */
  readonly exceeded: readonly Ceiling[];
}

export interface Ceiling {
  readonly what: string;
  readonly perMinute: number;
  readonly answer: string;
}

const secondsOfMonth = 730 * 3_600;
// Of DynamoDB: a strong read of 4 KB, a write of 1 KB; what one item may take in a second.
const [kbOfRead, kbOfWrite, writeUnitsOfItem] = [4, 1, 1_000];
// Each message is received, deleted, and one in ten receives finds nothing.
const requestsOfMessage = 2.1;

/** What no number of replicas mends. */
export const ceilingsOf = (a: Assumptions): readonly Ceiling[] => {
  const hotWrites = Math.min(1_000 / a.guardedWriteMs, writeUnitsOfItem / a.itemKb);
  const ordersOfDay = ((a.itemLimitKb * 1_000) / a.listingBytesOfPage) * a.listingEntriesOfPage;
  return [
    {
      what: 'stock of the most wanted product: reserve and commit are guarded writes of one item',
      perMinute: (hotWrites / 2 / a.hottestShare) * 60,
      answer:
        'stock in shards, each with a part of the units; one writer a replica that puts waiting commands together',
    },
    {
      what: 'head of the day’s listing of all orders: one guarded write an order',
      perMinute: (1_000 / a.guardedWriteMs) * 60,
      answer: 'buckets by a part of the order’s id, merged when they are read',
    },
    {
      what: 'size of that head: it names every full page of the day',
      perMinute: ordersOfDay / (24 * 60),
      answer: 'a listing for each hour instead of each day',
    },
  ].toSorted((x, y) => x.perMinute - y.perMinute);
};

/** One replica does not carry more sagas at once than its sidecar hands over. */
const replicasForSagas = ({ sagaMs }: PerOrder, { commandsAtOnce }: Assumptions, perSecond: number): number =>
  Math.ceil((perSecond * sagaMs) / 1_000 / commandsAtOnce);

/** What a shop needs for so many orders a minute, day and night. */
export const predict = (order: PerOrder, perMinute: number, a: Assumptions = assumed): Prediction => {
  const perSecond = perMinute / 60;
  const coresOf = (ms: number): number => (perSecond * ms) / 1_000 / a.coreFactor;
  const forCpu = (ms: number): number => Math.max(a.leastReplicas, Math.ceil(coresOf(ms) / a.target));
  const replicas = Object.fromEntries(
    Object.entries(order.cpuMs).map(([name, ms]) => [
      name,
      name === 'order' ? Math.max(forCpu(ms), replicasForSagas(order, a, perSecond)) : forCpu(ms),
    ]),
  );
  const cores = Object.values(order.cpuMs).reduce((sum, ms) => sum + coresOf(ms), 0);
  const readUnits = perSecond * order.reads * Math.ceil(a.itemKb / kbOfRead);
  const writeUnits = perSecond * order.writes * Math.ceil(a.itemKb / kbOfWrite);
  const messages = perSecond * order.delivered;
  const millions = secondsOfMonth / 1_000_000;
  const { price } = a;
  const requests =
    readUnits * price.read +
    writeUnits * price.write +
    messages * requestsOfMessage * price.queue +
    perSecond * order.published * price.topic;
  return {
    perMinute,
    replicas,
    cores,
    readUnits,
    writeUnits,
    messages,
    dollarsAMonth: (cores / a.target) * price.coreHour * 730 + requests * millions,
    exceeded: ceilingsOf(a).filter((ceiling) => ceiling.perMinute < perMinute),
  };
};

/** Where a closed circle of buyers buys, and on what. */
export interface Bench {
  readonly cores: number;
  /** Milliseconds of processor time an order that are not of a service or a sidecar: stand-ins and the generator. */
  readonly besideMs: number;
  readonly buyersAtOnce: number;
}

export interface Borne {
  readonly perSecond: number;
  readonly by: string;
}

/** How many orders a second so many replicas of the order service bear on one machine, and what stands in the way of more. */
export const borneBy = (order: PerOrder, replicas: number, bench: Bench, a: Assumptions = assumed): Borne => {
  const all = Object.values(order.cpuMs).reduce((sum, ms) => sum + ms, 0) + bench.besideMs;
  const sagas = Math.min(bench.buyersAtOnce, replicas * a.commandsAtOnce);
  const ceilings: readonly Borne[] = [
    { by: 'the cores of the machine', perSecond: (bench.cores * 1_000) / all },
    { by: 'a core for each replica', perSecond: (replicas * 1_000) / (order.cpuMs['order'] ?? 0) },
    { by: 'sagas at once', perSecond: (sagas * 1_000) / order.sagaMs },
  ];
  return ceilings.toSorted((x, y) => x.perSecond - y.perSecond)[0] as Borne;
};

import type { Target } from './targets.ts';

const sagaCpu = { bench: 'saga', what: 'saga', unit: 'CPU-ms a checkout' };

const sagaCost =
  'the baseline reads three values an order, and its sidecar keeps the history in a file of its own; ours reads before it replaces what is there, in each service of each step and over the network, since a write through Dapr does not answer the new ETag. The order service with its sidecar is the largest part';

const writeCost =
  'ours also checks who calls and what is asked, looks up its memory of keys, and counts, times and logs what it did; the bare route reads and writes';

const noSoak = 'no soak came to its end yet: `npm run bench -- soak` takes ten minutes of the machine for itself';

/** What was aimed at, and what is told where it is missed or has no number. */
export const allTargets: readonly Target[] = [
  {
    what: 'checkout beside a stock Dapr Workflow saga: processor time of services and sidecars',
    aim: '≤ 0.6×',
    of: { ...sagaCpu, other: 'workflow' },
    missed: sagaCost,
  },
  {
    what: 'the same: writes of state',
    aim: '≤ 0.5×',
    of: { bench: 'saga', what: 'writes of state', unit: 'a checkout', other: 'workflow' },
  },
  {
    what: 'throughput beside choreography without deduplication',
    aim: '≥ 1.5×',
    of: { bench: 'saga', what: 'throughput', unit: 'checkouts a second', other: 'choreography' },
    missed:
      'that shop asks the store nine times an order and keeps no promise; ours asks it several times as often, and half of what it uses goes to the gateway, mails, listings, the archive and the stand-in, on the same two cores',
  },
  ...(['units oversold or gone', 'charges too many', 'orders without an end'] as const).map((what) => ({
    what: `anomalies of ours while services are killed: ${what}`,
    aim: '0',
    of: { bench: 'anomalies', what: `mercato: ${what}`, unit: 'in the run' },
  })),
  {
    what: 'checkout, p50, beside its steps called one after the other',
    aim: '≤ 2×',
    of: { bench: 'latency', what: 'checkout, p50', unit: 'ms', other: 'steps' },
    missed:
      'the intents of the steps are written before them and what came of them after, in four writes and three reads; and the command first travels through SNS and SQS',
  },
  {
    what: 'acceptance (POST to a durable 202), p50, beside one publish through a sidecar',
    aim: '≤ 1.5×',
    of: { bench: 'latency', what: 'acceptance, p50', unit: 'ms', other: 'publish' },
    missed:
      'token and request are checked, and what was accepted is written before the command is published; the checkout then begins on the same two cores. The publish beside it writes nothing, and goes to no queue at all',
  },
  {
    what: 'processor time of a read beside a bare Fastify route',
    aim: '≤ 1.3×',
    of: { bench: 'requests', what: 'a read', unit: 'CPU-ms a request', other: 'fastify' },
    missed:
      'the bare route hands back one object and does nothing else; ours also checks who calls and what is asked, keeps a context with a deadline, draws trace ids, counts and times, and writes a line of log: some thirty microseconds in all, of which the line is the largest part',
  },
  ...(
    [
      ['a shopper’s write', 'fastify cart', 'of a shopper (cart)'],
      ['a service’s write', 'fastify shipping', 'of a service (shipping)'],
    ] as const
  ).map(([what, other, whose]) => ({
    what: `processor time of a write ${whose} beside a bare Fastify route that writes the same`,
    aim: '≤ 1.6×',
    of: { bench: 'writes', what, unit: 'CPU-ms of the app', other },
    missed: writeCost,
  })),
  {
    what: 'throughput of the gateway beside a bare proxy before the same sidecar',
    aim: '≥ 1.0×',
    of: { bench: 'requests', what: 'at the door', unit: 'requests a second', other: 'proxy' },
    missed:
      'the token is checked, the user’s limit counted, the request checked and logged on the same cores; the bare proxy does none of it',
  },
  {
    what: 'a thousand orders at once beside the steady rate',
    aim: '≤ 1.3×',
    of: { bench: 'burst', what: 'orders that come at once', unit: 'ms an order', other: 'steady' },
    unmeasured: '`npm run bench -- burst` was not run on a machine that had nothing else to do',
  },
  {
    what: 'memory of the largest service beside a bare Fastify process, after a soak',
    aim: '≤ 1.4×',
    of: { bench: 'soak', what: 'the largest service, beside a bare Fastify', unit: '×' },
    missed:
      'the validator, the messages of the SDK and a client for HTTP are loaded in each, some keep a cache, and garbage waits longer where more of it is made',
    unmeasured: noSoak,
  },
  {
    what: 'slope of the memory of all services together over a soak, MB an hour',
    aim: '~ 0: not told from it',
    of: { bench: 'soak', what: 'all services', unit: 'MB an hour' },
    holds: ({ low }) => low <= 0,
    missed: 'what grows was not found yet',
    unmeasured: noSoak,
  },
  {
    what: 'memory of the whole stack',
    aim: '≤ 2,560 MB',
    of: { bench: 'checkout', what: 'resident, all processes', unit: 'MB' },
    missed:
      'each service and its sidecar are a process each, and what they share is counted in every one: of the programs alone some fifty megabytes in each',
  },
  {
    what: '`npm start`, warm',
    aim: '≤ 30 s',
    of: { bench: 'start', what: '`npm start`, warm', unit: 's' },
    unmeasured: '`npm run bench -- start` was not run on a machine that had nothing else to do',
  },
  {
    what: '64 buyers of one item at once: writes of the store for an accepted buyer',
    aim: '≤ 3',
    of: { bench: 'contention', what: 'writes of the store', unit: 'an accepted buyer' },
  },
  ...(['get', 'save'] as const).map((kind) => ({
    what: `the app’s processor time for a call by the SDK as kit uses it, ${kind}`,
    aim: '≤ 0.3 ms',
    of: { bench: 'sidecar', what: `${kind}, app, by kit`, unit: 'CPU-ms a call' },
  })),
];

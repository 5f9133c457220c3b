import { prices as p } from './prices.ts';

/** What one order is assumed to take, well above a checkout's own budget: the saga, listings, mails and the archive with it. */
export const perOrder = { writes: 40, reads: 60, publishes: 8, deliveries: 20, archived: 5, logKb: 40 } as const;

export interface Usage {
  readonly ordersPerDay: number;
  /** Requests to the load balancer for each order: most who look do not buy. */
  readonly requestsPerOrder: number;
  readonly baseNodes: number;
  readonly spotNodes: number;
  readonly natGateways: number;
  readonly services: number;
  readonly queues: number;
  readonly topics: number;
}

export interface Row {
  readonly what: string;
  readonly how: string;
  readonly monthly: number;
}

const days = 30;
const million = 1_000_000;

const machines = (u: Usage): readonly Row[] => [
  { what: 'EKS control plane', how: '1 cluster', monthly: p.eksClusterHour * p.hoursAMonth },
  {
    what: 'Nodes, on demand',
    how: `${u.baseNodes} t3.large`,
    monthly: u.baseNodes * p.t3LargeHour * p.hoursAMonth,
  },
  {
    what: 'Nodes, Spot',
    how: `${u.spotNodes} t3.medium at ${Math.round(p.spotDiscount * 100)} % off`,
    monthly: u.spotNodes * p.t3MediumHour * (1 - p.spotDiscount) * p.hoursAMonth,
  },
  {
    what: 'Disks',
    how: `${u.baseNodes + u.spotNodes} nodes of 40 GB, Prometheus, Dapr's scheduler`,
    monthly: ((u.baseNodes + u.spotNodes) * 40 + 2 * 50 + 3) * p.gp3GbMonth,
  },
];

const network = (u: Usage, requests: number): readonly Row[] => [
  {
    what: 'NAT gateways',
    how: `${u.natGateways}, 100 GB`,
    monthly: u.natGateways * p.natHour * p.hoursAMonth + 100 * p.natGb,
  },
  {
    what: 'Load balancer',
    how: '1 ALB, 1 capacity unit',
    monthly: (p.albHour + p.albCapacityHour) * p.hoursAMonth,
  },
  {
    what: 'Public addresses',
    how: `${u.natGateways} of NAT, 2 of the ALB`,
    monthly: (u.natGateways + 2) * p.publicAddressHour * p.hoursAMonth,
  },
  { what: 'Between zones', how: '200 GB', monthly: 200 * p.betweenZonesGb },
  {
    what: 'WAF',
    how: `5 rules, ${(requests / million).toFixed(1)} M requests`,
    monthly: p.wafAcl + 5 * p.wafRule + (requests / million) * p.wafMillionRequests,
  },
];

const state = (orders: number, requests: number): readonly Row[] => {
  const writes = orders * perOrder.writes;
  const reads = orders * perOrder.reads + requests * 2;
  const gb = Math.max(1, (orders * 30 * 1024) / 1024 ** 3);
  return [
    {
      what: 'DynamoDB',
      how: `${(writes / million).toFixed(1)} M writes, ${(reads / million).toFixed(1)} M reads, ${gb.toFixed(0)} GB with its backup`,
      monthly:
        (writes / million) * p.dynamoMillionWrites +
        (reads / million) * p.dynamoMillionReads +
        gb * (p.dynamoGbMonth + p.dynamoBackupGbMonth),
    },
    {
      what: 'Archive and its function',
      how: `${((orders * perOrder.archived) / million).toFixed(1)} M objects`,
      monthly:
        ((orders * perOrder.archived) / 1000) * p.s3ThousandPuts +
        ((orders * perOrder.archived) / million) * p.lambdaMillionCalls +
        p.s3GbMonth,
    },
  ];
};

const messages = (u: Usage, orders: number): Row => {
  // A receive and a delete for each delivery, and whoever waits for nothing asks every 20 seconds, two replicas each.
  const idle = u.queues * 2 * 3 * 60 * 24 * days;
  const requests = orders * perOrder.deliveries * 2 + idle;
  return {
    what: 'SNS and SQS',
    how: `${((orders * perOrder.publishes) / million).toFixed(1)} M messages, ${(idle / million).toFixed(1)} M idle polls`,
    monthly:
      ((orders * perOrder.publishes) / million) * p.snsMillionPublishes + (requests / million) * p.sqsMillionRequests,
  };
};

const keeping = (u: Usage, orders: number): readonly Row[] => {
  const logsGb = 10 + (orders * perOrder.logKb) / 1024 ** 2;
  const metrics = 2 * (u.topics + 1);
  const alarms = 2 * u.queues + 8;
  return [
    {
      what: 'CloudWatch',
      how: `${logsGb.toFixed(0)} GB of logs, ${metrics} metrics, ${alarms} alarms`,
      monthly: logsGb * p.logsGb + metrics * p.metric + alarms * p.alarm,
    },
    {
      what: 'Secrets and keys',
      how: `${6 + 2 * u.services} secrets, 1 key`,
      monthly: (6 + 2 * u.services) * p.secret + p.key,
    },
    { what: 'Images', how: '30 GB', monthly: 30 * p.ecrGbMonth },
  ];
};

/** What a month costs by these uses. */
export const estimate = (usage: Usage): readonly Row[] => {
  const orders = usage.ordersPerDay * days;
  const requests = orders * usage.requestsPerOrder;
  return [
    ...machines(usage),
    ...network(usage, requests),
    ...state(orders, requests),
    messages(usage, orders),
    ...keeping(usage, orders),
  ];
};

export const total = (rows: readonly Row[]): number => rows.reduce((sum, { monthly }) => sum + monthly, 0);

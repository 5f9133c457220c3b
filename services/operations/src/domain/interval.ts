import type { Increase } from './counters.ts';
import { both, type Kept, nothingHappened, type Promised } from './promises.ts';

/** What one service did. */
export interface ServiceActivity {
  readonly requests: number;
  /** Answers of 500 and above. */
  readonly errors: number;
  readonly messages: number;
  /** How many requests were no slower than each bound. */
  readonly buckets: ReadonlyMap<string, number>;
}

/** What happened between two looks, of all replicas together. */
export interface Interval {
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly services: ReadonlyMap<string, ServiceActivity>;
  /** By outcome. */
  readonly checkouts: ReadonlyMap<string, number>;
  /** In minor units, by currency. */
  readonly revenue: ReadonlyMap<string, number>;
  readonly promises: ReadonlyMap<string, Kept>;
  /** Everything else that is counted, by what it is: `call order product`, `shed order`. */
  readonly counts: ReadonlyMap<string, number>;
}

/** What grew in one process. */
export interface Grown {
  readonly service: string;
  readonly increases: readonly Increase[];
}

const add = (counts: Map<string, number>, key: string, by: number): void => {
  counts.set(key, (counts.get(key) ?? 0) + by);
};

interface Activity {
  requests: number;
  errors: number;
  messages: number;
  buckets: Map<string, number>;
}

/** A stream stays open for as long as somebody looks: its time says nothing of how quick a service is. */
const isStream = (route: string): boolean => route.endsWith('/stream');

// A metric cannot tell whole units from minor ones: those of the shop's currencies are hundredths, of yen it has none.
const minorUnits = 100;

const toCounts: Readonly<Record<string, (service: string, increase: Increase) => string>> = {
  rate_limited_total: () => 'rate-limited',
  requests_shed_total: (_, { labels }) => `shed ${labels['app']}`,
  bulkhead_rejections_total: (service, { labels }) => `rejected ${service} ${labels['dependency']}`,
  dapr_runtime_service_invocation_req_sent_total: (_, { labels }) => `call ${labels['app_id']} ${labels['dst_app_id']}`,
};

/** Gathers what grew in each process into one interval. */
export class Gathering {
  readonly #promised: readonly Promised[];
  readonly #services = new Map<string, Activity>();
  readonly #checkouts = new Map<string, number>();
  readonly #revenue = new Map<string, number>();
  readonly #promises = new Map<string, Kept>();
  readonly #counts = new Map<string, number>();

  constructor(promised: readonly Promised[]) {
    this.#promised = promised;
  }

  add({ service, increases }: Grown): void {
    for (const increase of increases) {
      this.#activity(service, increase);
      this.#business(increase);
      const key = toCounts[increase.name]?.(service, increase);
      if (key !== undefined) add(this.#counts, key, increase.by);
      this.#judge(service, increase);
    }
  }

  between(from: number, to: number): Interval {
    return {
      from,
      to,
      services: this.#services,
      checkouts: this.#checkouts,
      revenue: this.#revenue,
      promises: this.#promises,
      counts: this.#counts,
    };
  }

  #activity(service: string, { name, labels, by }: Increase): void {
    const { status = '', route = '', le = '', topic = '' } = labels;
    if (name === 'http_requests_total') {
      const of = this.#of(service);
      of.requests += by;
      if (status.startsWith('5')) of.errors += by;
    } else if (name === 'http_request_duration_seconds_bucket') {
      if (!isStream(route)) add(this.#of(service).buckets, le, by);
    } else if (name === 'messages_handled_total') {
      this.#of(service).messages += by;
      add(this.#counts, `message ${topic} ${service}`, by);
    }
  }

  #business({ name, labels, by }: Increase): void {
    if (name === 'checkouts_total') add(this.#checkouts, labels['outcome'] ?? '', by);
    if (name === 'order_total_amount_sum') add(this.#revenue, labels['currency'] ?? '', by * minorUnits);
  }

  #judge(service: string, increase: Increase): void {
    // As Prometheus has it: the service is a label of the target.
    const labels = { ...increase.labels, service };
    for (const { row, judge } of this.#promised) {
      const kept = judge(increase, labels);
      if (kept) this.#promises.set(row.name, both(this.#promises.get(row.name) ?? nothingHappened, kept));
    }
  }

  #of(service: string): Activity {
    const known = this.#services.get(service) ?? { requests: 0, errors: 0, messages: 0, buckets: new Map() };
    this.#services.set(service, known);
    return known;
  }
}

import type { Defence } from '../defence.ts';

const daprForwarder = 'services/gateway/src/adapters/dapr-forwarder.ts';
const daprForwarderTest = 'services/gateway/src/adapters/dapr-forwarder.test.ts';

const sharedBuckets = 'services/gateway/src/domain/shared-buckets.ts';
const budget = 'services/gateway/src/domain/caller-budget.ts';
const replicasTest = 'services/gateway/test/replicas.test.ts';
const pressure = 'services/gateway/src/domain/pressure.ts';
const pressureTest = 'services/gateway/src/domain/pressure.test.ts';
const slots = 'services/gateway/src/domain/slots.ts';
const slotsTest = 'services/gateway/src/domain/slots.test.ts';
const concurrencyLimitTest = 'services/gateway/src/domain/concurrency-limit.test.ts';
const floodTest = 'services/gateway/test/flood.test.ts';

/** The way in. */
export const gateway: readonly Defence[] = [
  {
    id: 'gateway.key-goes-along',
    what: 'The Idempotency-Key reaches the service',
    file: 'services/gateway/src/domain/headers.ts',
    cut: ["  'idempotency-key',\n", ''],
    test: ['services/gateway/test/request.test.ts', 'is forwarded, also where it is optional'],
  },
  {
    id: 'gateway.deadline-goes-along',
    what: 'A service gets a deadline that leaves time for its answer to come back',
    file: 'services/gateway/src/routes/proxy.ts',
    cut: ['Math.max(0, timeoutMs - returnMs)', 'Math.max(0, timeoutMs)'],
    test: ['services/gateway/test/forwarding.test.ts', 'goes our deadline, not the one of a stranger'],
  },
  {
    id: 'gateway.late-is-uncertain',
    what: 'A service that does not answer in time is 504, not 503',
    file: daprForwarder,
    cut: ['exchange.abort(errors.timeout(app)), timeoutMs)', 'exchange.abort(errors.unavailable(app)), timeoutMs)'],
    test: [daprForwarderTest, 'gives up in time, also in the middle of an answer'],
  },
  {
    id: 'gateway.broken-answer',
    what: 'An answer that breaks off is a clean 503, never half an answer',
    file: 'services/gateway/src/adapters/exchange.ts',
    cut: ["status === 200 && String(type ?? '').startsWith('text/event-stream')", 'status === 200'],
    test: [daprForwarderTest, 'says "not available" when there is no sidecar, or the answer breaks off'],
  },
  {
    id: 'gateway.budgets-are-shared',
    what: 'What a replica spends of a budget is missing at the others',
    file: sharedBuckets,
    cut: ['has - report.debt - tokens)', 'has - tokens)'],
    test: [replicasTest, 'also when each thinks there are but two'],
  },
  {
    id: 'gateway.few-requests-cost-no-store',
    what: 'A caller of few requests costs no operation on the store',
    file: budget,
    cut: ['if (!this.#share || now < this.#reportAt) return false;', 'if (now < this.#reportAt) return false;'],
    test: [replicasTest, 'costs no operation on the store'],
  },
  {
    id: 'gateway.fair-share-without-the-store',
    what: 'With the store away a replica gives its share of a budget, not the whole',
    file: 'services/gateway/src/domain/token-bucket.ts',
    cut: ['perSecond: perSecond / count,', 'perSecond: perSecond / Math.min(1, count),'],
    test: [replicasTest, 'each replica gives its fair share'],
  },
  {
    id: 'gateway.store-that-fails-is-left-alone',
    what: 'A store that failed is asked again only after a while',
    file: 'services/gateway/src/limits/shared-limiter.ts',
    cut: ['if (this.#isAway) this.#awayUntil = now() + awayMs;', ''],
    test: [replicasTest, 'each replica gives its fair share'],
  },
  {
    id: 'gateway.no-old-debts',
    what: 'An outage of the store locks nobody out afterwards',
    file: budget,
    cut: ['this.#debt = Math.min(this.#debt, shareOf(this.#rules.rate, replicas).burst);', 'void replicas;'],
    test: [replicasTest, 'nothing is owed afterwards but what was spent of the last burst'],
  },
  {
    id: 'gateway.clock-far-ahead',
    what: 'A clock that is far ahead does not keep a budget from filling',
    file: sharedBuckets,
    cut: ['known.at > now + mostSkewMs ? now : known.at', 'known.at'],
    test: ['services/gateway/src/domain/shared-buckets.test.ts', 'does not wait for a clock that is far ahead'],
  },
  {
    id: 'gateway.heavy-callers-yield',
    what: 'A backend under pressure takes nothing from who asks little of it',
    file: pressure,
    cut: ['if (count < mean || used <= floor) continue;', 'if (used < 0) continue;'],
    test: [pressureTest, 'takes nothing from who asks little, and nothing at other backends'],
  },
  {
    id: 'gateway.limit-falls-under-pressure',
    what: 'Late answers and refusals of a backend lower the limit of who asks the most of it',
    file: pressure,
    cut: ['if (isPressed) this.#press();', ''],
    test: [floodTest, 'lowers what one may ask of it, second by second, and nothing else'],
  },
  {
    id: 'gateway.load-is-shed',
    what: 'What a backend cannot serve in time is refused at once',
    file: slots,
    cut: ["return this.#all < limit ? undefined : 'full';", 'return undefined;'],
    test: [slotsTest, 'are as many as its limit, and whoever comes then is told so at once'],
  },
  {
    id: 'gateway.many-of-one-keep-nobody-out',
    what: 'One who fills the places of a backend does not keep others out',
    file: slots,
    cut: ["if (others > 0 && mine >= limit / (1 + others)) return 'crowding';", ''],
    test: [floodTest, 'that is within its limit, but more than a service can do, is what has to yield'],
  },
  {
    id: 'gateway.queue-is-not-normal',
    what: 'The time that a queue adds is not taken for the pace of a backend',
    file: slots,
    cut: ['inFlight <= Math.ceil(this.limit.least * beyond)', 'inFlight >= 0'],
    test: [concurrencyLimitTest, 'does not take its own queue for normal, however long it lasts'],
  },
  {
    id: 'gateway.giving-up-is-seen',
    what: 'A client that gave up after a long wait counts as a late answer',
    file: slots,
    cut: ["if (ending === 'gone' && lateness <= 1) return;", "if (ending === 'gone') return;"],
    test: [concurrencyLimitTest, 'sees that clients give up'],
  },
];

import type { Demand } from './profiles.ts';
import { promises } from './generated/promises.ts';

export type Threshold =
  string | { readonly threshold: string; readonly abortOnFail: true; readonly delayAbortEval: string };
export type Thresholds = Readonly<Record<string, Threshold[]>>;

/** What must be 0 at the end, as the checker of the books finds it. */
export const invariants = ['double_charges', 'oversold', 'lost_orders'] as const;
export type Invariant = (typeof invariants)[number];

/** How the requests of a visit are told apart, as the promises do. */
export type Kind = 'read' | 'write' | 'held';

const failedAtMost = (objective: number): string => `rate<=${Number((1 - objective / 100).toFixed(6))}`;
const doneAtLeast = (objective: number): string => `rate>=${Number((objective / 100).toFixed(6))}`;
const within = ({ objective, seconds }: { readonly objective: number; readonly seconds: number }): string =>
  `p(${objective})<=${seconds * 1_000}`;

const promised = (): Record<string, string[]> => ({
  http_req_failed: [failedAtMost(promises.availability.objective)],
  'http_req_duration{kind:read}': [within(promises['read-latency'])],
  'http_req_duration{kind:write}': [within(promises['write-latency'])],
  checkout_success: [doneAtLeast(promises['checkout-success'].objective)],
  checkout_time: [within(promises['checkout-time'])],
});

const demanded = (demand: Demand): Record<string, string[]> => {
  if (demand === 'books') return { checks: ['rate>0.5'] };
  return { checks: ['rate>=0.999'], ...(demand === 'promises' ? promised() : {}) };
};

export interface Wanted {
  readonly demand: Demand;
  readonly untilBroken?: boolean | undefined;
  readonly flows: readonly string[];
  /** Whether somebody looks into the books at the end. */
  readonly checked: boolean;
}

/** k6 keeps the numbers of a flow only where something is asked of them: this is always true. */
const seen = ['max>=0'];

/** What k6 is to hold a run to. */
export const thresholdsOf = ({ demand, untilBroken = false, flows, checked }: Wanted): Thresholds => {
  const harden = (threshold: string): Threshold =>
    untilBroken ? { threshold, abortOnFail: true, delayAbortEval: '10s' } : threshold;
  const asked = Object.entries(demanded(demand)).map(([metric, all]) => [metric, all.map(harden)] as const);
  const books = checked ? invariants.map((name) => [name, ['count==0']] as const) : [];
  const perFlow = flows.map((flow) => [`http_req_duration{flow:${flow}}`, seen] as const);
  return Object.fromEntries([...asked, ...books, ...perFlow].map(([metric, all]) => [metric, [...all]]));
};

import type { Run } from '../lib/history.ts';
import { assumed, ceilingsOf, type PerOrder, predict, type Prediction } from './model.ts';

const loads = [10, 1_000, 100_000];

/** The figures of the checkout benchmark, as the model takes them. */
export const perOrderOf = ({ figures = [] }: Pick<Run, 'figures'>): PerOrder => {
  const of = (what: string): number => {
    const found = figures.find((figure) => figure.what === what);
    if (!found) throw new Error(`the checkout benchmark has no figure "${what}"`);
    return found.value.mean;
  };
  const services = figures.flatMap(({ what }) => /^service (\w+)$/.exec(what)?.[1] ?? []);
  return {
    cpuMs: Object.fromEntries(services.map((name) => [name, Math.max(0, of(`service ${name}`))])),
    reads: of('state reads'),
    writes: of('state writes'),
    published: of('messages published'),
    delivered: of('messages delivered'),
    sagaMs: of('outcome known, p50'),
  };
};

const count = (value: number): string => Math.round(value).toLocaleString('en');

const rowOf = (prediction: Prediction): string => {
  const { perMinute, replicas, cores, readUnits, writeUnits, messages, dollarsAMonth, exceeded } = prediction;
  const [first] = exceeded;
  const pods = Object.values(replicas).reduce((sum, n) => sum + n, 0);
  const numbers = [perMinute, pods, replicas['order'] ?? 0].map(count);
  const rates = [readUnits, writeUnits, messages, dollarsAMonth].map(count);
  return `| ${[...numbers, cores.toFixed(1), ...rates, first?.what ?? 'none'].join(' | ')} |`;
};

/** The section of `docs/performance.md` on what more orders need. */
export const capacitySection = (run: Run): readonly string[] => [
  '## What more orders need',
  '',
  `Predicted from the figures of \`checkout\` above by \`loadtests/capacity/model.ts\`, for a load day and night. Assumed, not measured: a core there does what one does here, replicas are added above ${assumed.target * 100} % of a core, items of ${assumed.itemKb} KB, a guarded write in ${assumed.guardedWriteMs} ms, one order in ${1 / assumed.hottestShare} wants the same product, list prices of us-east-1 in 2025 (on demand). Browsing is not in it, nor are NAT, load balancers, logs and the cluster itself. Nothing of it was tried on AWS.`,
  '',
  '| orders a minute | pods | of order | cores in use | read units/s | write units/s | messages/s | $ a month | first bottleneck |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  ...loads.map((load) => rowOf(predict(perOrderOf(run), load))),
  '',
  'What no number of replicas mends, and what would:',
  '',
  '| ceiling | orders a minute | answer, not built yet |',
  '| --- | --- | --- |',
  ...ceilingsOf(assumed).map(({ what, perMinute, answer }) => `| ${what} | ${count(perMinute)} | ${answer} |`),
  '',
];

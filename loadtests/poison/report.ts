import { type Interval, ratioOf } from '../lib/statistics.ts';
import type { Round } from './flow.ts';

/** One comparison: rounds without poison and with it, in the order A B B A. */
export interface Block {
  readonly a: readonly Round[];
  readonly b: readonly Round[];
}

export interface Summary {
  /** Good messages a second with poison, as a share of those without. */
  readonly throughput: Interval;
  /** Processor time of app, sidecar and stand-in for each good message with poison, as a share of that without. */
  readonly cpu: Interval;
  /** The same of app and sidecar alone: what an operator pays for besides SQS and DynamoDB. */
  readonly ownCpu: Interval;
  /** Deliveries that a poison message had while its round was measured. */
  readonly deliveries: number;
}

export const throughputOf = ({ good, seconds }: Round): number => good / seconds;
const ownOf = ({ cpu, good }: Round): number => (cpu.app + cpu.sidecar) / good;
export const cpuOf = (round: Round): number => ownOf(round) + round.cpu.aws / round.good;

export const summarise = (blocks: readonly Block[]): Summary => {
  const compare = (measure: (round: Round) => number): Interval =>
    ratioOf(blocks.map(({ a, b }) => ({ a: a.map(measure), b: b.map(measure) })));
  const poisoned = blocks.flatMap(({ b }) => b);
  const sum = (of: (round: Round) => number): number => poisoned.reduce((total, round) => total + of(round), 0);
  return {
    throughput: compare(throughputOf),
    cpu: compare(cpuOf),
    ownCpu: compare(ownOf),
    deliveries: sum((round) => round.poisonDeliveries) / sum((round) => round.poison),
  };
};

const asPercent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const interval = ({ mean, low, high }: Interval): string =>
  `${asPercent(mean)} (95 % interval ${asPercent(low)} to ${asPercent(high)})`;

/** One line a round, as it happens. */
export const formatRound = (name: string, round: Round): string => {
  const deliveries =
    round.poison === 0 ? '' : `, ${round.poisonDeliveries} deliveries of ${round.poison} poison messages`;
  const cpu = (cpuOf(round) * 1_000).toFixed(2);
  return `${name}  ${throughputOf(round).toFixed(1)} good/s, ${cpu} CPU-ms a good message${deliveries}`;
};

type Scale = (measured: number) => number;

const mapped = ({ mean, low, high }: Interval, scale: Scale): Interval => ({
  mean: scale(mean),
  low: scale(low),
  high: scale(high),
});

export const formatSummary = (
  { throughput, cpu, ownCpu, deliveries }: Summary,
  { blocks, percent }: { readonly blocks: number; readonly percent: number },
): string => {
  // Each message of poison costs the same, so a share of the poison adds that share of the time.
  const lines = (share: number): readonly string[] => {
    const time: Scale = (ratio) => 1 + (ratio - 1) * share;
    const speed: Scale = (ratio) => 1 / time(1 / ratio);
    return [
      `  good throughput               ${interval(mapped(throughput, speed))} of that without`,
      `  CPU a good message            ${interval(mapped(cpu, time))} of that without, stand-in for AWS included`,
      `  CPU of app and sidecar alone  ${interval(mapped(ownCpu, time))} of that without`,
    ];
  };
  return [
    `With ${percent} % poison, over ${blocks} blocks A B B A:`,
    ...lines(1),
    `  a poison message was delivered ${deliveries.toFixed(1)} times while its round was measured`,
    ...(percent === 1 ? [] : ['That is, with 1 % poison:', ...lines(1 / percent)]),
  ].join('\n');
};

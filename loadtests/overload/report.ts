import type { LoadResult } from './load.ts';

export type Arm = 'on' | 'off';

/** One round: so many times the capacity, with shedding on or off. */
export interface Round {
  readonly arm: Arm;
  readonly times: number;
  readonly result: LoadResult;
}

export interface Point {
  readonly times: number;
  readonly offered: number;
  readonly goodput: number;
  readonly p95: number;
  readonly refused: number;
  readonly p95Refused: number;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The mean of the rounds of one arm at each load, from the least to the most. */
export const curveOf = (rounds: readonly Round[], arm: Arm): readonly Point[] =>
  [
    ...Map.groupBy(
      rounds.filter((round) => round.arm === arm),
      ({ times }) => times,
    ),
  ]
    .toSorted(([a], [b]) => a - b)
    .map(([times, same]) => {
      const of = (measure: (result: LoadResult) => number): number => mean(same.map(({ result }) => measure(result)));
      return {
        times,
        offered: of((r) => r.offered),
        goodput: of((r) => r.goodput),
        p95: of((r) => r.p95),
        refused: of((r) => r.shed + r.limited),
        p95Refused: of((r) => r.p95Shed),
      };
    });

/** Goodput at the highest load as a share of the best at any. */
export const keptOf = (curve: readonly Point[]): number =>
  (curve.at(-1)?.goodput ?? 0) / Math.max(...curve.map(({ goodput }) => goodput));

const line = (values: readonly string[]): string => `| ${values.join(' | ')} |`;

export const formatCurve = (rounds: readonly Round[]): string => {
  const [on, off] = [curveOf(rounds, 'on'), curveOf(rounds, 'off')];
  const rows = on.map((point, n) => {
    const without = off[n];
    const whole = (value: number | undefined): string => (value === undefined ? '' : value.toFixed(0));
    return line([
      `${point.times}×`,
      whole(point.offered),
      whole(point.goodput),
      whole(point.p95),
      whole(point.refused),
      whole(point.p95Refused),
      whole(without?.goodput),
      whole(without?.p95),
    ]);
  });
  const head = [
    'load',
    'offered/s',
    'goodput/s',
    'p95 ms',
    'refused/s',
    'p95 of refusals ms',
    'goodput/s without',
    'p95 ms without',
  ];
  const kept = (curve: readonly Point[]): string => `${(keptOf(curve) * 100).toFixed(0)} %`;
  return [
    line(head),
    line(head.map(() => '---')),
    ...rows,
    `At the highest load goodput is ${kept(on)} of its peak with shedding, ${kept(off)} without.`,
  ].join('\n');
};

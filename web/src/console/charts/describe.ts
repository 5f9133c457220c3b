import type { Line } from './LineChart.tsx';
import { latestOf } from './scale.ts';

/** What a chart shows, for who cannot see it: each line with its latest value, its least and its most. */
export const describe = (
  lines: readonly Line[],
  valueText: (value: number) => string,
  sentence: (words: {
    readonly name: string;
    readonly now: string;
    readonly low: string;
    readonly high: string;
  }) => string,
): string =>
  lines
    .flatMap(({ name, values }) => {
      const measured = values.filter((value) => value !== null);
      const now = latestOf(values);
      if (now === null) return [];
      const [low, high] = [Math.min(...measured), Math.max(...measured)];
      return [sentence({ name, now: valueText(now), low: valueText(low), high: valueText(high) })];
    })
    .join(' ');

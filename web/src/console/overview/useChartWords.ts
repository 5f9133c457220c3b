import { describe } from '../charts/describe.ts';
import type { ChartWords, Line } from '../charts/LineChart.tsx';
import { useText } from '../text/index.ts';

/** The words around a chart, in the operator's language. */
export const useChartWords = (): ((
  title: string,
  lines: readonly Line[],
  valueText: (value: number) => string,
) => ChartWords) => {
  const text = useText();
  return (title, lines, valueText) => ({
    title,
    description: describe(lines, valueText, (values) => text('chartSays', values)) || text('nothingMeasured'),
    showTable: text('showTable'),
    time: text('time'),
  });
};

import { describe } from '../charts/describe.ts';
import { LineChart, type LineChartProps } from '../charts/LineChart.tsx';
import { useText } from '../text/index.ts';
import { useTimeOfDay } from '../ui/format.ts';

type ChartProps = Omit<LineChartProps, 'words' | 'timeText'> & { readonly title: string };

/** A chart with the words around it, and its times, in the operator's language. */
export const Chart = ({ title, ...props }: ChartProps) => {
  const text = useText();
  const timeText = useTimeOfDay();
  const said = describe(props.lines, props.valueText, (values) => text('chartSays', values));
  const description = said || text('nothingMeasured');
  const words = { title, description, showTable: text('showTable'), time: text('time') };
  return <LineChart {...props} words={words} timeText={timeText} />;
};

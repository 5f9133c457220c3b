import { type ReactNode, useId, useState } from 'react';
import { ChartTable } from './ChartTable.tsx';
import { Drawing } from './Drawing.tsx';
import { Legend } from './Legend.tsx';
import { indexAt, largestOf, roundTop, type Scale, type Values } from './scale.ts';
import { useWidth } from './useWidth.ts';

export interface Line {
  readonly name: string;
  readonly values: Values;
  /** One of the colours of the style sheet. */
  readonly colour: 1 | 2 | 3 | 4 | 5 | 6;
}

export interface ChartWords {
  readonly title: string;
  /** One sentence for who cannot see it. */
  readonly description: string;
  readonly showTable: string;
  readonly time: string;
}

export interface LineChartProps {
  readonly words: ChartWords;
  readonly lines: readonly Line[];
  readonly times: readonly string[];
  readonly valueText: (value: number) => string;
  readonly timeText: (iso: string) => string;
  readonly height?: number;
  /** From where to where it reaches, where that is known beforehand. */
  readonly range?: Scale;
  /** Values at the side, where there is little room. */
  readonly tickText?: (value: number) => string;
  /** Said below it. */
  readonly foot?: ReactNode;
  /** A value that matters: drawn across. */
  readonly limit?: number;
}

const margin = { left: 48, right: 8, top: 8, bottom: 20 };

/** From nothing to a round number above whatever is shown. */
const scaleOf = (lines: readonly Line[], limit = 0): Scale => {
  const largest = largestOf(lines.map(({ values }) => values));
  return { from: 0, to: roundTop(Math.max(largest, limit)) };
};

/** Values over time: a drawing with a title and a description, the values under the pointer, and all of them as a table. */
export const LineChart = (props: LineChartProps) => {
  const { words, lines, times, valueText, timeText, height = 160, limit, tickText = valueText, foot } = props;
  const id = useId();
  const [figure, width] = useWidth<HTMLElement>(560);
  const [pointed, setPointed] = useState<number | null>(null);
  const inner = { left: margin.left, top: margin.top, width: Math.max(40, width - margin.left - margin.right) };
  const box = { ...inner, height: height - margin.top - margin.bottom };
  const scale = props.range ?? scaleOf(lines, limit);
  return (
    <figure className="chart" ref={figure} aria-labelledby={id}>
      <figcaption>
        <h3 id={id}>{words.title}</h3>
        <Legend lines={lines} valueText={valueText} pointed={pointed} />
      </figcaption>
      <Drawing
        words={words}
        box={box}
        size={{ width, height }}
        ticks={[scale.from, (scale.from + scale.to) / 2, scale.to].map((value) => [value, tickText(value)] as const)}
        times={times}
        lines={lines}
        scale={scale}
        limit={limit}
        pointed={pointed}
        timeText={timeText}
        onPoint={(x) => setPointed(x === null || times.length === 0 ? null : indexAt(x, times.length, box))}
      />
      <div className="chart-foot">
        {foot}
        <ChartTable words={words} lines={lines} times={times} valueText={valueText} timeText={timeText} />
      </div>
    </figure>
  );
};

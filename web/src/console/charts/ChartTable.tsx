import { useState } from 'react';
import type { ChartWords, Line } from './LineChart.tsx';

interface ChartTableProps {
  readonly words: ChartWords;
  readonly lines: readonly Line[];
  readonly times: readonly string[];
  readonly valueText: (value: number) => string;
  readonly timeText: (iso: string) => string;
}

/** The newest first; the drawing shows the rest well enough. */
const mostRows = 30;

const Rows = ({ words, lines, times, valueText, timeText }: ChartTableProps) => (
  <table>
    <caption className="hidden">{words.title}</caption>
    <thead>
      <tr>
        <th scope="col">{words.time}</th>
        {lines.map(({ name }) => (
          <th key={name} scope="col" className="numeric">
            {name}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {times
        .map((time, index) => ({ time, index }))
        .toReversed()
        .slice(0, mostRows)
        .map(({ time, index }) => (
          <tr key={time}>
            <th scope="row">{timeText(time)}</th>
            {lines.map(({ name, values }) => (
              <td key={name} className="numeric">
                {values[index] == null ? '–' : valueText(values[index])}
              </td>
            ))}
          </tr>
        ))}
    </tbody>
  </table>
);

/** The same values to read, made only where somebody wants them. */
export const ChartTable = (props: ChartTableProps) => {
  const [open, setOpen] = useState(false);
  return (
    <details className="chart-table" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {props.words.showTable}
        <span className="hidden">: {props.words.title}</span>
      </summary>
      {open && (
        <div className="scroll" role="region" aria-label={props.words.title} tabIndex={0}>
          <Rows {...props} />
        </div>
      )}
    </details>
  );
};

import type { Line } from './LineChart.tsx';
import { latestOf } from './scale.ts';

interface LegendProps {
  readonly lines: readonly Line[];
  readonly valueText: (value: number) => string;
  /** Which value to show; the latest where the pointer is elsewhere. */
  readonly pointed: number | null;
}

export const Legend = ({ lines, valueText, pointed }: LegendProps) => (
  <ul className="legend">
    {lines.map(({ name, values, colour }) => {
      const value = pointed === null ? latestOf(values) : (values[pointed] ?? null);
      return (
        <li key={name}>
          <svg viewBox="0 0 10 10" aria-hidden="true" focusable="false">
            <circle className={`dot colour-${colour}`} cx="5" cy="5" r="4" />
          </svg>
          {name} <strong>{value === null ? '–' : valueText(value)}</strong>
        </li>
      );
    })}
  </ul>
);

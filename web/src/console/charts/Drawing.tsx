import { useId } from 'react';
import type { ChartWords, Line } from './LineChart.tsx';
import { areaPath, type Box, linePath, positionOf, type Scale, yOf } from './scale.ts';

interface DrawingProps {
  readonly words: ChartWords;
  readonly box: Box;
  readonly size: { readonly width: number; readonly height: number };
  readonly ticks: readonly (readonly [number, string])[];
  readonly times: readonly string[];
  readonly lines: readonly Line[];
  readonly scale: Scale;
  readonly limit: number | undefined;
  readonly pointed: number | null;
  readonly timeText: (iso: string) => string;
  readonly onPoint: (x: number | null) => void;
}

const Grid = ({ box, ticks, scale }: Pick<DrawingProps, 'box' | 'ticks' | 'scale'>) =>
  ticks.map(([value, text]) => {
    const y = yOf(value, scale, box);
    return (
      <g key={value}>
        <path className="grid-line" d={`M${box.left} ${y.toFixed(1)}h${box.width}`} />
        <text className="tick" x={box.left - 8} y={y} dy="0.35em" textAnchor="end">
          {text}
        </text>
      </g>
    );
  });

const Times = ({ box, times, timeText }: Pick<DrawingProps, 'box' | 'times' | 'timeText'>) => {
  const [first, last] = [times[0], times.at(-1)];
  const y = box.top + box.height + 15;
  return (
    <>
      {first !== undefined && (
        <text className="tick" x={box.left} y={y}>
          {timeText(first)}
        </text>
      )}
      {last !== undefined && (
        <text className="tick" x={box.left + box.width} y={y} textAnchor="end">
          {timeText(last)}
        </text>
      )}
    </>
  );
};

const Pointer = ({ box, times, lines, scale, pointed, timeText }: DrawingProps) => {
  if (pointed === null) return null;
  const x = positionOf(pointed, times.length, box);
  const atEnd = x > box.left + box.width / 2;
  return (
    <>
      <path className="pointer" d={`M${x.toFixed(1)} ${box.top}v${box.height}`} />
      <text className="tick" x={atEnd ? x - 6 : x + 6} y={box.top + 8} textAnchor={atEnd ? 'end' : 'start'}>
        {timeText(times[pointed] ?? '')}
      </text>
      {lines.map(({ name, values, colour }) => {
        const value = values[pointed];
        if (value == null) return null;
        return <circle key={name} className={`dot colour-${colour}`} cx={x} cy={yOf(value, scale, box)} r="3.5" />;
      })}
    </>
  );
};

/** The picture of a chart, in the pixels of its place. */
export const Drawing = (props: DrawingProps) => {
  const id = useId();
  const { words, box, size, lines, scale, limit, onPoint } = props;
  return (
    <svg
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      viewBox={`0 0 ${size.width} ${size.height}`}
      width={size.width}
      height={size.height}
      onPointerMove={({ clientX, currentTarget }) => onPoint(clientX - currentTarget.getBoundingClientRect().left)}
      onPointerLeave={() => onPoint(null)}
    >
      <title id={`${id}-title`}>{words.title}</title>
      <desc id={`${id}-desc`}>{words.description}</desc>
      <Grid {...props} />
      <Times {...props} />
      {limit !== undefined && (
        <path className="limit" d={`M${box.left} ${yOf(limit, scale, box).toFixed(1)}h${box.width}`} />
      )}
      {lines.length === 1 &&
        lines.map(({ name, values, colour }) => (
          <path key={name} className={`area colour-${colour}`} d={areaPath(values, scale, box)} />
        ))}
      {lines.map(({ name, values, colour }) => (
        <path key={name} className={`line-path colour-${colour}`} d={linePath(values, scale, box)} />
      ))}
      <Pointer {...props} />
    </svg>
  );
};

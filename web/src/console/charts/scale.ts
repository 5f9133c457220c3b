export type Values = readonly (number | null)[];

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The next of 1, 2, 2.5, 5 and their tenfolds at or above the number; 1 for nothing. */
export const roundTop = (largest: number): number => {
  if (!(largest > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(largest));
  const step = [1, 2, 2.5, 5, 10].find((n) => n * power >= largest * 0.999_999) ?? 10;
  return step * power;
};

export const largestOf = (lines: readonly Values[]): number =>
  lines.reduce((largest, values) => values.reduce<number>((most, value) => Math.max(most, value ?? 0), largest), 0);

const xOf = (index: number, count: number, { left, width }: Box): number =>
  count < 2 ? left + width : left + (index / (count - 1)) * width;

/** From which value to which a chart reaches. */
export interface Scale {
  readonly from: number;
  readonly to: number;
}

export const yOf = (value: number, { from, to }: Scale, { top, height }: Box): number =>
  top + height - ((Math.min(to, Math.max(from, value)) - from) / (to - from)) * height;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The stretches of a line, parted where nothing was measured. */
const stretchesOf = (values: Values, scale: Scale, box: Box): readonly (readonly Point[])[] => {
  const stretches: Point[][] = [[]];
  for (const [index, value] of values.entries()) {
    if (value === null) stretches.push([]);
    else stretches.at(-1)?.push({ x: xOf(index, values.length, box), y: yOf(value, scale, box) });
  }
  return stretches.filter(({ length }) => length > 0);
};

const written = ({ x, y }: Point): string => `${x.toFixed(1)} ${y.toFixed(1)}`;

/** A single measure between gaps is a short dash: a line of one point would not be seen. */
const drawn = (stretch: readonly Point[]): string =>
  stretch.length === 1 ? `M${stretch.map(written).join('')}h1.5` : `M${stretch.map(written).join('L')}`;

/** The line of the values, as the path of an SVG. */
export const linePath = (values: Values, scale: Scale, box: Box): string =>
  stretchesOf(values, scale, box).map(drawn).join('');

/** What lies under the line. */
export const areaPath = (values: Values, scale: Scale, box: Box): string =>
  stretchesOf(values, scale, box)
    .filter(({ length }) => length > 1)
    .map((stretch) => {
      const floor = (box.top + box.height).toFixed(1);
      return `M${stretch[0]?.x.toFixed(1)} ${floor}L${stretch.map(written).join('L')}V${floor}z`;
    })
    .join('');

/** Which value stands where the pointer is. */
export const indexAt = (x: number, count: number, { left, width }: Box): number =>
  Math.min(count - 1, Math.max(0, Math.round(((x - left) / width) * (count - 1))));

export const positionOf = (index: number, count: number, box: Box): number => xOf(index, count, box);

/** The latest value that was measured. */
export const latestOf = (values: Values): number | null => values.findLast((value) => value !== null) ?? null;

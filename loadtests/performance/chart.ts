import type { Comparison } from '../lib/rounds.ts';

const [width, rowHeight, labelWidth, top] = [760, 30, 400, 34];

/** Text as it may stand in an SVG. */
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);

const targetOf = ({ target }: Comparison): number | undefined =>
  target && ('atMost' in target ? target.atMost : target.atLeast);

/** Ratios as bars with their intervals; a line where both are equal, a mark where the target is. */
export const ratioChart = (title: string, comparisons: readonly Comparison[]): string => {
  const most = Math.max(1.2, ...comparisons.flatMap((one) => [one.ratio.high, targetOf(one) ?? 0])) * 1.05;
  const x = (ratio: number): number => Math.round(labelWidth + (ratio / most) * (width - labelWidth - 50));
  const height = top + comparisons.length * rowHeight + 10;
  const row = (one: Comparison, n: number): string => {
    const [y, { mean, low, high }, target] = [top + n * rowHeight, one.ratio, targetOf(one)];
    const middle = y + 10;
    return [
      `<text x="${labelWidth - 8}" y="${middle + 4}" text-anchor="end">${escaped(`${one.what}, to ${one.other}: ${one.unit}`)}</text>`,
      `<rect x="${labelWidth}" y="${y}" width="${x(mean) - labelWidth}" height="20" fill="#4c78a8"/>`,
      `<path d="M${x(Math.max(0, low))} ${middle}H${x(high)}" stroke="#222" stroke-width="2"/>`,
      ...(target === undefined ? [] : [`<path d="M${x(target)} ${y - 3}v26" stroke="#e45756" stroke-width="3"/>`]),
      `<text x="${x(high) + 6}" y="${middle + 4}">${mean.toFixed(2)}</text>`,
    ].join('');
  };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" role="img">`,
    `<title>${escaped(title)}</title><rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="8" y="18" font-weight="bold">${escaped(title)}</text>`,
    `<path d="M${x(1)} ${top - 8}V${height - 8}" stroke="#888" stroke-dasharray="4 3"/>`,
    ...comparisons.map(row),
    '</svg>',
    '',
  ].join('\n');
};

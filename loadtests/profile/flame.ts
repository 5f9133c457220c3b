import { escaped } from '../performance/chart.ts';
import { type Frame, totalOf } from './cpu-profile.ts';

const [width, rowHeight, top] = [1_200, 16, 28];
/** What is narrower cannot be read, and there are thousands of them. */
const leastShare = 0.004;
const letter = 6.5;

const colours = { ours: '#4c78a8', package: '#f2a65a', node: '#b0b0b0' } as const;

const colourOf = (place: string): string => {
  if (/^(packages|services|tools)\//.test(place)) return colours.ours;
  return place.startsWith('node:') || place.startsWith('(') ? colours.node : colours.package;
};

interface Box {
  readonly frame: Frame;
  readonly depth: number;
  readonly from: number;
  readonly share: number;
}

/** Every call that is wide enough to be seen, below its caller; the longest on the left. */
const boxesOf = (frame: Frame, all: number, depth = 0, from = 0): readonly Box[] => {
  const share = totalOf(frame) / all;
  if (share < leastShare) return [];
  let next = from;
  const below = frame.children
    .toSorted((a, b) => totalOf(b) - totalOf(a))
    .flatMap((child) => {
      const boxes = boxesOf(child, all, depth + 1, next);
      next += totalOf(child) / all;
      return boxes;
    });
  return [{ frame, depth, from, share }, ...below];
};

const boxText = ({ frame: { name, place }, depth, from, share }: Box): string => {
  const [x, y, wide] = [from * width, top + depth * rowHeight, share * width];
  const said = `${name} · ${place}`;
  const room = Math.floor((wide - 4) / letter);
  const label = room < 3 ? '' : `<text x="${(x + 2).toFixed(1)}" y="${y + 12}">${escaped(said.slice(0, room))}</text>`;
  const box = `<rect x="${x.toFixed(1)}" y="${y}" width="${wide.toFixed(1)}" height="15" fill="${colourOf(place)}"/>`;
  return `<g><title>${escaped(said)}: ${(share * 100).toFixed(1)} %</title>${box}${label}</g>`;
};

/** A flame graph, root on top: blue is ours, orange a package, grey Node itself. */
export const flameGraph = (title: string, root: Frame): string => {
  const boxes = boxesOf(root, Math.max(1, totalOf(root)));
  const height = top + (Math.max(0, ...boxes.map(({ depth }) => depth)) + 1) * rowHeight + 8;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="monospace" font-size="11" role="img">`,
    `<title>${escaped(title)}</title><rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="4" y="18" font-weight="bold">${escaped(title)}</text>`,
    ...boxes.map(boxText),
    '</svg>',
    '',
  ].join('\n');
};

import type { ServiceEdge } from '../data/types.ts';

export interface Place {
  readonly service: string;
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly places: ReadonlyMap<string, Place>;
}

export const node = { width: 132, height: 56 } as const;
const gap = { x: 88, y: 26 };
const margin = 16;
const tallest = 4;

type Calls = ReadonlyMap<string, readonly string[]>;

const callsIn = (edges: readonly ServiceEdge[]): Calls => {
  const calls = new Map<string, string[]>();
  for (const { from, to, kind } of edges) if (kind === 'call') calls.set(from, [...(calls.get(from) ?? []), to]);
  return calls;
};

/** How far the front door is, by the longest way that calls take; who calls in a circle stands where it was met first. */
const depthsOf = (services: readonly string[], calls: Calls): ReadonlyMap<string, number> => {
  const depths = new Map<string, number>();
  const visit = (service: string, depth: number, way: readonly string[]): void => {
    if (way.includes(service) || (depths.get(service) ?? -1) >= depth) return;
    depths.set(service, depth);
    for (const next of calls.get(service) ?? []) visit(next, depth + 1, [...way, service]);
  };
  const called = new Set([...calls.values()].flat());
  const first = services.filter((service) => !called.has(service));
  for (const service of first.length > 0 ? first : services.slice(0, 1)) visit(service, 0, []);
  return depths;
};

/** One column for each depth, and no column taller than a window. */
const columnsOf = (services: readonly string[], calls: Calls): readonly (readonly string[])[] => {
  const depths = depthsOf(services, calls);
  const known = Math.max(0, ...depths.values());
  const columns: string[][] = [];
  for (let depth = 0; depth <= known + 1; depth += 1) {
    const here = services.filter((service) => (depths.get(service) ?? known + 1) === depth);
    for (let from = 0; from < here.length; from += tallest) columns.push(here.slice(from, from + tallest));
  }
  return columns;
};

/** Where every service stands: callers at the left of whom they call, columns around one middle line. */
export const layoutOf = (services: readonly string[], edges: readonly ServiceEdge[]): Layout => {
  const columns = columnsOf(services, callsIn(edges));
  const rows = Math.max(1, ...columns.map(({ length }) => length));
  const height = 2 * margin + rows * node.height + (rows - 1) * gap.y;
  const places = new Map<string, Place>();
  for (const [column, members] of columns.entries()) {
    const used = members.length * node.height + (members.length - 1) * gap.y;
    for (const [row, service] of members.entries()) {
      const x = margin + column * (node.width + gap.x);
      places.set(service, { service, x, y: (height - used) / 2 + row * (node.height + gap.y) });
    }
  }
  const width = 2 * margin + columns.length * node.width + Math.max(0, columns.length - 1) * gap.x;
  return { width, height, places };
};

/** The way of a call or message between two places, bent so that ways of other rows can be told apart. */
export const wayBetween = (from: Place, to: Place): string => {
  const forward = to.x > from.x;
  const [x1, x2] = forward ? [from.x + node.width, to.x] : [from.x + node.width / 2, to.x + node.width / 2];
  if (!forward) {
    const below = to.y > from.y;
    const [y1, y2] = [from.y + (below ? node.height : 0), to.y + (below ? 0 : node.height)];
    const bend = from.x === to.x ? 36 : 0;
    return `M${x1} ${y1}C${x1 + bend} ${(y1 + y2) / 2} ${x2 + bend} ${(y1 + y2) / 2} ${x2} ${y2}`;
  }
  const [y1, y2] = [from.y + node.height / 2, to.y + node.height / 2];
  const reach = Math.max(40, (x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + reach} ${y1} ${x2 - reach} ${y2} ${x2} ${y2}`;
};

/** How thick a way is drawn: ten times the traffic is one step. */
export const thickness = (perSecond: number | null): number =>
  perSecond === null || perSecond <= 0 ? 1 : Math.min(6, 1.5 + Math.max(0, Math.log10(perSecond * 10)));

import { z } from 'zod';

/** As much of V8's `.cpuprofile` as is looked at. Times are microseconds of the monotonic clock. */
const cpuProfile = z.object({
  startTime: z.number(),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() }),
      children: z.array(z.number()).optional(),
    }),
  ),
});
export type CpuProfile = z.output<typeof cpuProfile>;
type Node = CpuProfile['nodes'][number];

/** A function as it was called from the one above it. */
export interface Frame {
  readonly name: string;
  /** A package, a file of ours, or what V8 calls it. */
  readonly place: string;
  /** Microseconds in the function itself. */
  readonly self: number;
  readonly children: readonly Frame[];
}

export interface Window {
  readonly from: number;
  readonly to: number;
}

/** Now, on the clock of the profiles. */
export const profileClock = (): number => Number(process.hrtime.bigint() / 1_000n);

export const parseProfile = (text: string): CpuProfile => cpuProfile.parse(JSON.parse(text));

/** Where the code of an address belongs to. */
export const placeOf = (url: string, functionName: string): string => {
  const path = url.replace(/^file:\/\//, '');
  const [, inPackage] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
  if (inPackage !== undefined) return inPackage;
  if (path.startsWith('node:')) return path;
  return /\/((?:packages|services|tools)\/.*)$/.exec(path)?.[1] ?? (path === '' ? functionName || '(native)' : path);
};

const isIdle = (frame: Frame): boolean => frame.name === '(idle)';

/** The calls that a profile saw within a time, without the time in which nothing was to be done. */
export const callsOf = (profile: CpuProfile, { from, to }: Window): Frame => {
  const times = new Map<number, number>();
  let at = profile.startTime;
  profile.samples.forEach((id, i) => {
    const delta = profile.timeDeltas[i] ?? 0;
    at += delta;
    if (at > from && at <= to) times.set(id, (times.get(id) ?? 0) + Math.max(0, delta));
  });
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  const frameOf = ({ id, callFrame, children = [] }: Node): Frame => ({
    name: callFrame.functionName || '(anonymous)',
    place: placeOf(callFrame.url, callFrame.functionName),
    self: times.get(id) ?? 0,
    children: children.flatMap((child) => byId.get(child) ?? []).map(frameOf),
  });
  const [root] = profile.nodes;
  if (!root) throw new Error('The profile holds no calls');
  const whole = frameOf(root);
  return mergedOf([{ ...whole, children: whole.children.filter((child) => !isIdle(child)) }]);
};

const sameCall = ({ name, place }: Frame): string => `${place} ${name}`;

/** Several profiles as one, alike calls added up. */
export const mergedOf = (frames: readonly Frame[]): Frame => {
  const [first] = frames;
  if (!first) throw new Error('There is no profile');
  const children = Map.groupBy(
    frames.flatMap((frame) => frame.children),
    sameCall,
  );
  return {
    name: first.name,
    place: first.place,
    self: frames.reduce((sum, { self }) => sum + self, 0),
    children: Array.from(children.values(), mergedOf),
  };
};

/** Microseconds in a function and in all that it called. */
export const totalOf = ({ self, children }: Frame): number =>
  children.reduce((sum, child) => sum + totalOf(child), self);

/** Time in functions themselves by the place of their code, the most first. */
export const selfByPlace = (frame: Frame): readonly (readonly [place: string, share: number])[] => {
  const times = new Map<string, number>();
  const add = ({ place, self, children }: Frame): void => {
    times.set(place, (times.get(place) ?? 0) + self);
    children.forEach(add);
  };
  add(frame);
  const all = totalOf(frame);
  return [...times]
    .filter(([, self]) => self > 0)
    .map(([place, self]) => [place, self / all] as const)
    .toSorted(([, a], [, b]) => b - a);
};

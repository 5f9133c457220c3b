import { type Frame, selfByPlace, totalOf } from './cpu-profile.ts';

export interface Profiled {
  readonly service: string;
  readonly calls: Frame;
}

const most = 15;

const section = (orders: number, { service, calls }: Profiled): readonly string[] => [
  `## ${service}`,
  '',
  `${(totalOf(calls) / 1_000 / orders).toFixed(1)} ms a checkout on its main thread.`,
  '',
  `![Flame graph of ${service}](profile-${service}.svg)`,
  '',
  '| self time in | share |',
  '| --- | --- |',
  ...selfByPlace(calls)
    .slice(0, most)
    .map(([place, share]) => `| \`${place}\` | ${(share * 100).toFixed(1)} % |`),
  '',
];

/** Where the processor time of services goes during checkouts. */
export const profilePage = (orders: number, profiles: readonly Profiled[]): string =>
  [
    '# Where the time goes',
    '',
    `Made by \`npm run bench -- profile\`: the whole shop as \`npm start\` runs it, its services under \`node --cpu-prof\`, and ${orders} checkouts, 8 at a time, after as many to warm up. Starting and idle time are left out; sidecars are not seen, nor are other threads. In the graphs a call lies below its caller and is as wide as its time: blue is code of ours, orange a package, grey Node itself; \`(program)\` is native code that V8 cannot name. A profiler slows down what is called often, so shares are to be read, not milliseconds.`,
    '',
    ...profiles.flatMap((one) => section(orders, one)),
  ].join('\n');

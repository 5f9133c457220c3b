import { describe, expect, it } from 'vitest';
import { callsOf, type CpuProfile, mergedOf, parseProfile, placeOf, selfByPlace, totalOf } from './cpu-profile.ts';

const call = (functionName: string, url = '') => ({ functionName, url, lineNumber: 1 });
const kit = 'file:///repo/packages/kit/src/saga/runner.ts';
const zod = 'file:///repo/node_modules/zod/v4/core.js';

/** The root calls `run`, which calls `parse`; between the two nothing was to be done. */
const profile: CpuProfile = {
  startTime: 1_000,
  nodes: [
    { id: 1, callFrame: call('(root)'), children: [2, 4] },
    { id: 2, callFrame: call('run', kit), children: [3] },
    { id: 3, callFrame: call('parse', zod) },
    { id: 4, callFrame: call('(idle)') },
  ],
  samples: [2, 3, 4, 3, 2],
  timeDeltas: [100, 200, 5_000, 300, 400],
};
const always = { from: 0, to: Infinity };

describe('a profile', () => {
  it('is a tree of calls with the time in each, idle time left out', () => {
    const frame = callsOf(profile, always);
    expect(frame.children).toMatchObject([
      { name: 'run', place: 'packages/kit/src/saga/runner.ts', self: 500, children: [{ name: 'parse', self: 500 }] },
    ]);
    expect(totalOf(frame)).toBe(1_000);
  });

  it('tells only of the time that is asked for', () => {
    const frame = callsOf(profile, { from: 1_300, to: 6_600 });
    expect(totalOf(frame)).toBe(300);
    expect(selfByPlace(frame)).toEqual([['zod', 1]]);
  });

  it('is added up with others', () => {
    const one = callsOf(profile, always);
    const both = mergedOf([one, one]);
    expect(totalOf(both)).toBe(2_000);
    expect(both.children).toHaveLength(1);
    expect(selfByPlace(both)).toEqual([
      ['packages/kit/src/saga/runner.ts', 0.5],
      ['zod', 0.5],
    ]);
  });

  it('is refused where it is none', () => {
    expect(() => parseProfile('{"nodes":[]}')).toThrow();
    expect(() => callsOf({ ...profile, nodes: [] }, always)).toThrow('no calls');
  });

  it.each([
    ['file:///r/node_modules/@bufbuild/protobuf/dist/a.js', 'f', '@bufbuild/protobuf'],
    ['file:///r/node_modules/a/node_modules/b/i.js', 'f', 'b'],
    ['node:internal/streams', 'f', 'node:internal/streams'],
    ['file:///r/services/order/src/app.ts', 'f', 'services/order/src/app.ts'],
    ['', '(garbage collector)', '(garbage collector)'],
    ['', '', '(native)'],
  ])('knows where %s belongs to', (url, name, place) => {
    expect(placeOf(url, name)).toBe(place);
  });
});

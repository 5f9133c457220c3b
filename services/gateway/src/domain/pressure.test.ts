import { describe, expect, it } from 'vitest';
import { Pressure, type Taken } from './pressure.ts';

const rules = { perSecond: 100, floor: 0.1 };

interface Second {
  /** Requests of each caller. */
  readonly asks: Readonly<Record<string, number>>;
  readonly taken: Taken;
  readonly app?: 'product' | 'order';
}

/** A pressure after some seconds, and what each caller then may ask a second. */
const after = (...seconds: readonly Second[]): ((caller: string, app?: string) => number) => {
  const pressure = new Pressure(rules);
  let now = 0;
  for (const { asks, taken, app = 'product' } of seconds) {
    for (const [caller, count] of Object.entries(asks))
      for (let n = 0; n < count; n += 1) {
        pressure.price(caller, app, now);
        pressure.asked(caller, app, now);
        pressure.saw(app, taken, now);
      }
    now += 1_000;
  }
  return (caller, app = 'product') => Math.round(100 / pressure.price(caller, app, now));
};

const times = (count: number, second: Second): readonly Second[] => Array.from({ length: count }, () => second);

describe.each(['slow', 'rejected'] as const)('a backend whose answers are %s', (taken) => {
  it('lowers the limit of who asks the most, second by second, down to a floor', () => {
    const flood = { asks: { eve: 100, ada: 5 }, taken };
    expect([1, 2, 3, 20].map((n) => after(...times(n, flood))('eve'))).toEqual([70, 49, 34, 10]);
  });

  it('takes nothing from who asks little, and nothing at other backends', () => {
    const limitOf = after(...times(5, { asks: { eve: 100, ada: 9, bob: 1 }, taken }));
    expect([limitOf('ada'), limitOf('bob'), limitOf('eve', 'order')]).toEqual([100, 100, 100]);
  });

  it('comes at once near to what is really asked', () => {
    expect(after({ asks: { eve: 60, ada: 5 }, taken })('eve')).toBe(42);
    expect(after({ asks: { eve: 30, ada: 5 }, taken })('eve')).toBe(35);
  });
});

it('takes the same of all who ask the same', () => {
  const limitOf = after({ asks: { ada: 50, bob: 50, eve: 50 }, taken: 'slow' });
  expect([limitOf('ada'), limitOf('bob'), limitOf('eve')]).toEqual([35, 35, 35]);
});

it('gives back a little every second, up to the whole', () => {
  const flood = times(2, { asks: { eve: 100, ada: 5 }, taken: 'slow' });
  const calm: Second = { asks: { eve: 30 }, taken: 'well' };
  expect([1, 2, 11, 30].map((n) => after(...flood, ...times(n, calm))('eve'))).toEqual([54, 59, 100, 100]);
});

it('gives back as well when nobody asks', () => {
  const pause = times(5, { asks: {}, taken: 'well' });
  expect(after({ asks: { eve: 100, ada: 5 }, taken: 'slow' }, ...pause)('eve')).toBe(95);
});

it('is not moved by a few bad answers', () => {
  const few = { asks: { eve: 19 }, taken: 'slow' } as const;
  expect(after(few, few)('eve')).toBe(100);
  const pressure = new Pressure(rules);
  for (let n = 0; n < 100; n += 1) {
    pressure.asked('eve', 'product', 0);
    pressure.saw('product', n < 10 ? 'slow' : 'well', 0);
  }
  expect(pressure.price('eve', 'product', 1_000)).toBe(1);
  expect(pressure.lowest('product')).toBe(1);
});

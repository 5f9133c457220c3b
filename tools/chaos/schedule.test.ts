import { describe, expect, it } from 'vitest';
import { processNames } from './saboteur.ts';
import { endOf, lines, scheduleOf, type ScheduleOptions } from './schedule.ts';

const processes = processNames(['gateway', 'order', 'order', 'payment']);
const options: ScheduleOptions = { seed: 7, kills: 40, processes, everyMs: 3_000 };
const schedule = scheduleOf(options);
const of = (action: string) => schedule.filter((fault) => fault.action === action);

describe('a schedule', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(scheduleOf(options)).toEqual(schedule);
    expect(scheduleOf({ ...options, seed: 8 })).not.toEqual(schedule);
  });

  it('is what it always was for a seed, so that a run of last year can be had again', () => {
    expect(scheduleOf({ seed: 1, kills: 2, processes: ['a', 'b'], everyMs: 1_000 })).toMatchInlineSnapshot(`
      [
        {
          "action": "kill",
          "at": 1468,
          "ms": 0,
          "target": "b",
        },
        {
          "action": "pause",
          "at": 2581,
          "ms": 14735,
          "target": "b",
        },
        {
          "action": "kill",
          "at": 3507,
          "ms": 0,
          "target": "a",
        },
      ]
    `);
  });

  it('has as many kills as were asked for, and pauses and broken lines on top', () => {
    expect([of('kill').length, of('pause').length]).toEqual([40, 12]);
    expect(of('cut').length + of('mute').length + of('slow').length).toBe(8);
    expect(new Set(schedule.map(({ action }) => action)).size).toBe(5);
  });

  it('spares nobody', () => {
    expect(new Set(of('kill').map(({ target }) => target))).toEqual(new Set(processes));
    const broken = schedule.filter(({ target }) => lines.some((line) => line === target));
    expect(new Set(broken.map(({ target }) => target))).toEqual(new Set(lines));
  });

  it('comes in order, about as fast as asked', () => {
    const times = schedule.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect((times.at(-1) ?? 0) / schedule.length).toBeGreaterThan(2_400);
    expect((times.at(-1) ?? 0) / schedule.length).toBeLessThan(3_600);
  });

  it('pauses 1 to 15 s, and lets one fault of a target end before the next begins', () => {
    for (const { ms } of of('pause')) expect(ms >= 1_000 && ms <= 15_000).toBe(true);
    for (const [, faults] of Map.groupBy(scheduleOf({ ...options, everyMs: 100 }), ({ target }) => target)) {
      faults.slice(1).forEach((fault, i) => expect(fault.at).toBeGreaterThan(endOf(faults.slice(i, i + 1))));
    }
  });
});

it('names replicas by their number, and sidecars by their app', () => {
  expect(processes).toEqual([
    'gateway',
    'gateway.sidecar',
    'order',
    'order.sidecar',
    'order-2',
    'order-2.sidecar',
    'payment',
    'payment.sidecar',
  ]);
});

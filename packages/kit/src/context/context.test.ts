import { describe, expect, it } from 'vitest';
import { systemClock } from '../time/index.ts';
import { currentContext, runInContext, shorter, timeLeft, withTimeout } from './index.ts';

const within = <T>(ms: number, work: () => T): T =>
  runInContext({ requestId: 'r1', deadline: systemClock.now() + ms }, work);

describe('the deadline', () => {
  it('shrinks what a call may take', () => {
    expect(timeLeft(500)).toBe(500);
    expect(within(100, () => timeLeft(500))).toBeLessThanOrEqual(100);
    expect(within(5_000, () => timeLeft(500))).toBe(500);
  });

  it('refuses to begin a call when it has passed', () => {
    expect(() => within(-1, () => timeLeft(500))).toThrow(expect.objectContaining({ code: 'deadline.exceeded' }));
  });

  it('is a little earlier at each hop, and never past', () => {
    const first = systemClock.now() + 30_000;
    const hops = Array.from({ length: 5 }).reduce<readonly number[]>(
      (all) => [...all, shorter(all.at(-1) ?? 0)],
      [first],
    );
    expect(hops.toSorted((a, b) => b - a)).toEqual(hops);
    expect(new Set(hops).size).toBe(6);
    expect(hops.at(-1)).toBeCloseTo(first - 500, -1);
    const soon = systemClock.now() + 50;
    expect(shorter(soon)).toBeGreaterThan(soon - 6);
    const past = systemClock.now() - 50;
    expect(shorter(past)).toBe(past);
  });

  it('goes along with asynchronous work, and no further', async () => {
    await within(1_000, async () => {
      await systemClock.sleep(1);
      expect(currentContext()?.requestId).toBe('r1');
    });
    expect(currentContext()).toBeUndefined();
  });
});

describe('withTimeout', () => {
  it('answers what the work answers, or fails as it fails', async () => {
    await expect(withTimeout('x', 1_000, () => Promise.resolve(7))).resolves.toBe(7);
    await expect(withTimeout('x', 1_000, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  it('ends a call that never answers, tells it so, and calls it uncertain', async () => {
    let told = false;
    const hanging = withTimeout(
      'sidecar',
      20,
      (signal) =>
        new Promise(() => {
          signal.addEventListener('abort', () => {
            told = true;
          });
        }),
    );
    await expect(hanging).rejects.toMatchObject({ code: 'dependency.timeout' });
    expect(told).toBe(true);
  });
});

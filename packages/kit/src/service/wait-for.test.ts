import { FakeClock } from '@mercato/testkit';
import { describe, expect, it } from 'vitest';
import { waitFor } from './wait-for.ts';

const polling = async (foundAt: number, ms: number) => {
  const clock = new FakeClock(0);
  const reads: number[] = [];
  const read = async () => {
    reads.push(clock.now());
    return clock.now() >= foundAt ? 'found' : undefined;
  };
  return { found: await waitFor(read, { ms, clock }), reads };
};

describe('waitFor', () => {
  it('answers what is there at once', async () => {
    expect(await polling(0, 1_000)).toEqual({ found: 'found', reads: [0] });
  });

  it('reads once even if there is no time', async () => {
    expect(await polling(0, 0)).toEqual({ found: 'found', reads: [0] });
    expect(await polling(1, 0)).toEqual({ found: undefined, reads: [0] });
  });

  it('asks less and less often, at least every 250 ms', async () => {
    const { reads } = await polling(1_200, 5_000);
    expect(reads).toEqual([0, 25, 75, 175, 375, 625, 875, 1_125, 1_375]);
  });

  it('looks a last time when the time is over', async () => {
    expect(await polling(400, 400)).toEqual({ found: 'found', reads: [0, 25, 75, 175, 375, 400] });
    expect((await polling(401, 400)).found).toBeUndefined();
  });

  it('lets an error through', async () => {
    const clock = new FakeClock();
    await expect(waitFor(() => Promise.reject(new Error('x')), { ms: 100, clock })).rejects.toThrow('x');
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeClock } from '@mercato/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ArmedFault, FaultFolder, type Faults, folderFaults } from './index.ts';

let path: string;
let folder: FaultFolder;
let clock: FakeClock;
let deaths: number;
let faults: Faults;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'mercato-faults-'));
  folder = new FaultFolder(path);
  clock = new FakeClock();
  deaths = 0;
  faults = folderFaults(path, { service: 'order', clock, die: () => (deaths += 1) });
});
afterEach(() => rmSync(path, { recursive: true }));

const fault = (over: Partial<ArmedFault> = {}): ArmedFault => ({
  id: 'f1',
  point: 'after-intent',
  label: 'reserve-stock',
  key: 'o1',
  action: { kind: 'fail', code: 'dependency.timeout' },
  ...over,
});
const meet = (label = 'reserve-stock', key = 'o1'): Promise<unknown> => faults.at('after-intent', label, key);

describe('an armed fault', () => {
  it('is met at its point, by its label and key, and by nobody else', async () => {
    expect(await meet()).toBeUndefined();
    await folder.arm(fault());
    await faults.at('before-intent', 'reserve-stock', 'o1');
    await meet('authorize-payment');
    await meet('reserve-stock', 'o2');
    await meet('reserve-stock', '');
    expect(await folder.fired()).toEqual([]);
    await expect(meet()).rejects.toMatchObject({ code: 'dependency.timeout' });
  });

  it('fits every label that it does not name', async () => {
    await folder.arm(fault({ label: '*' }));
    await expect(meet('anything')).rejects.toMatchObject({ code: 'dependency.timeout' });
  });

  it('is met as often as it says, and leaves a record of who met it', async () => {
    await folder.arm(fault({ times: 2 }));
    await Promise.allSettled([meet(), meet(), meet(), meet()]);
    const fired = await folder.fired();
    expect(fired).toHaveLength(2);
    expect(fired[0]).toMatchObject({ id: 'f1', service: 'order', pid: process.pid });
    expect(Math.abs((fired[0]?.at ?? 0) - Date.now())).toBeLessThan(60_000);
    expect(await meet()).toBeUndefined();
  });

  it('is refused where it means nothing', async () => {
    await expect(folder.arm(fault({ action: { kind: 'conflict' } }))).rejects.toThrow('means nothing');
    await expect(folder.arm(fault({ id: 'a/b' }))).rejects.toThrow('id');
  });
});

describe('the process that meets it', () => {
  it('dies, and does nothing more', async () => {
    await folder.arm(fault({ action: { kind: 'exit', afterMs: 300 } }));
    const gone = meet().then(() => 'went on');
    await expect.poll(() => deaths).toBe(1);
    expect(await Promise.race([gone, Promise.resolve('is gone')])).toBe('is gone');
  });

  it('waits, until it is released or time is up', async () => {
    await folder.arm(fault({ action: { kind: 'wait', ms: 1_000 } }));
    const start = clock.now();
    await meet();
    expect(clock.now() - start).toBe(1_000);
    await folder.arm(fault({ id: 'f2', action: { kind: 'wait', ms: 1_000 } }));
    await folder.release('f2');
    await meet();
    expect(clock.now() - start).toBe(1_000);
  });

  it('arms the next one', async () => {
    const next = fault({ id: 'f2', point: 'before-write', label: 'order', action: { kind: 'conflict' } });
    await folder.arm(fault({ action: { kind: 'arm', fault: next } }));
    expect(await faults.at('before-write', 'order', 'o1')).toBeUndefined();
    await meet();
    expect(await faults.at('before-write', 'order', 'o1')).toBe('conflict');
  });

  it('does one thing at a time, but arms all that is to be armed', async () => {
    const again = fault({ id: 'd', action: { kind: 'arm', fault: fault({ id: 'e' }) } });
    await folder.arm(fault({ id: 'a' }));
    await folder.arm(fault({ id: 'b' }));
    await folder.arm(fault({ id: 'c', action: { kind: 'arm', fault: again } }));
    for (const met of [
      ['a', 'c'],
      ['a', 'b', 'c', 'd'],
      ['a', 'b', 'c', 'd', 'e'],
    ]) {
      await expect(meet()).rejects.toMatchObject({ code: 'dependency.timeout' });
      expect((await folder.fired()).map(({ id }) => id)).toEqual(met);
    }
  });
});

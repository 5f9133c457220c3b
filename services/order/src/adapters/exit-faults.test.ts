import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { exitFaults, faultsFrom, parseFault } from './exit-faults.ts';

const folder = mkdtempSync(join(tmpdir(), 'order-fault-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a fault', () => {
  it('is read from one line', () => {
    const file = '/tmp/once';
    expect(parseFault(`after-effect:undo:reserve-stock:exit-once:${file}`)).toEqual({
      point: 'after-effect',
      label: 'undo:reserve-stock',
      file,
    });
    expect(parseFault('sometime:reserve-stock:exit-once:/tmp/once')).toBeUndefined();
    expect(faultsFrom(undefined)).toEqual({});
    expect(faultsFrom(`before-ack:*:exit-once:${file}`)).toHaveProperty('faults');
  });

  it('kills once, at its point only', async () => {
    const deaths: string[] = [];
    const at = exitFaults({ point: 'after-intent', label: 'reserve-stock', file: join(folder, 'once') }, () =>
      deaths.push('x'),
    );
    await at('after-effect', 'reserve-stock');
    await at('after-intent', 'book-shipment');
    expect(deaths).toEqual([]);
    await at('after-intent', 'reserve-stock');
    await at('after-intent', 'reserve-stock');
    expect(deaths).toEqual(['x']);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linesIn, requestsAbout } from './log-lines.ts';

const line = (fields: object): string => JSON.stringify({ level: 'info', traceId: 't1', ...fields });
const lines = [
  line({ time: '2', service: 'order', requestId: 'r1', orderId: 'o1' }),
  line({ time: '1', service: 'gateway', requestId: 'r1' }),
  line({ time: '3', service: 'order', requestId: 'r2', orderId: 'o2' }),
  line({ time: '4', service: 'shipping', requestId: 'r3', traceId: undefined }),
  line({ time: '5', service: 'order', requestId: 'r3', traceId: undefined, orderId: 'o1' }),
  'supervise: order ended with status 1 o1',
  '{"broken": "r1 o1',
  '',
];

describe('requestsAbout', () => {
  it('gathers the lines of each request that names the order, whoever wrote them', () => {
    expect(requestsAbout('o1', lines)).toEqual([
      { requestId: 'r1', traceId: 't1', firstAt: '1', services: ['gateway', 'order'], lines: 2 },
      { requestId: 'r3', traceId: undefined, firstAt: '4', services: ['order', 'shipping'], lines: 2 },
    ]);
  });

  it('knows nothing of an order that no line names', () => {
    expect(requestsAbout('o', lines)).toEqual([]);
  });
});

describe('linesIn', () => {
  it('reads every log of a folder, and nothing where there is none', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mercato-lines-'));
    writeFileSync(join(folder, 'a.log'), 'x\ny');
    writeFileSync(join(folder, 'b.log'), 'z');
    writeFileSync(join(folder, 'c.txt'), 'no');
    expect(linesIn(folder)).toEqual(['x', 'y', 'z']);
    rmSync(folder, { recursive: true });
    expect(linesIn(folder)).toEqual([]);
  });
});

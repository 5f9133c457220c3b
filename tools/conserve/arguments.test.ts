import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseArguments, usage } from './arguments.ts';

const folder = mkdtempSync(join(tmpdir(), 'mercato-conserve-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the arguments of conserve', () => {
  it('mean the local shop, for a minute, unless they say otherwise', () => {
    expect(parseArguments([])).toEqual({ url: 'http://127.0.0.1:5000', waitMs: 60_000, accepted: [], poison: [] });
    expect(parseArguments(['--url', 'https://shop.example/', '--wait', '5'])).toMatchObject({
      url: 'https://shop.example',
      waitMs: 5_000,
    });
  });

  it('name files of ids, one a line', () => {
    const file = join(folder, 'orders.txt');
    writeFileSync(file, 'o1\n\n o2 \n');
    expect(parseArguments(['--accepted', file, '--poison', file])).toMatchObject({
      accepted: ['o1', 'o2'],
      poison: ['o1', 'o2'],
    });
  });

  it.each([[['what']], [['--wait', 'long']], [['--wait', '-1']]])('%j is refused with the usage', (args) => {
    expect(() => parseArguments(args)).toThrow();
  });

  it('says which file is missing, and how it is used', () => {
    expect(() => parseArguments(['--accepted', join(folder, 'none')])).toThrow('none');
    expect(() => parseArguments(['what'])).toThrow(usage);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workFolder } from '@mercato/testkit/process';
import { expect, it } from 'vitest';
import type { RunSummary } from '../../loadtests/summary/summary.ts';
import { parseArguments } from '../../tools/load/arguments.ts';
import { runLoad } from '../../tools/load/run.ts';
import { say } from '../../tools/shared/progress.ts';
import { getToolQuickly } from '../../tools/toolbox/index.ts';

const k6 = await getToolQuickly('k6');
if (!k6) say('! k6 is not here, and is not to be had in a moment: no load is put on the shop (npm run load gets it)');

it.skipIf(!k6)(
  'twenty seconds of every flow: all answers are as they should be, and the books are right',
  {
    timeout: 240_000,
  },
  async () => {
    const { path } = workFolder('load');
    const passed = await runLoad(k6?.path ?? '', parseArguments(['smoke', '--shoppers', '12']), path);
    const summary = JSON.parse(readFileSync(join(path, 'summary.json'), 'utf8')) as RunSummary;
    expect(passed, JSON.stringify(summary.demands)).toBe(true);
    expect(summary.flows.filter(({ requests }) => requests === 0)).toEqual([]);
    expect(summary.demands.map(({ metric }) => metric)).toEqual(
      expect.arrayContaining(['checks', 'double_charges', 'oversold', 'lost_orders']),
    );
    expect(existsSync(join(path, 'summary.html'))).toBe(true);
  },
);

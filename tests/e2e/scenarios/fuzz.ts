import { expect, it } from 'vitest';
import { findPython, wantedPython } from '../../../tools/fuzz/python.ts';
import { runTool } from '../../support/run-tool.ts';
import type { GetWorld } from '../../support/world.ts';

const inCi = process.env['CI'] === 'true';
const missing = findPython() === undefined;

/** After the scenarios that need what it may change or delete, before the books are checked. */
export const fuzz = (world: GetWorld): void => {
  it.runIf(missing && !inCi)(`is asked nothing: that needs ${wantedPython}`, ({ skip }) => skip());

  // Where everything is to be proved a missing tool is a failure, not an excuse.
  it.skipIf(missing && !inCi)(
    'answers whatever is asked as its OpenAPI document says',
    { timeout: 600_000 },
    async () => {
      const [code, said] = await runTool(world(), 'fuzz', '--examples', '2', '--seed', '1');
      expect(code, said).toBe(0);
      expect(said).toMatch(/as administrator: \d/);
      expect(said).toMatch(/as shopper: \d/);
    },
  );
};

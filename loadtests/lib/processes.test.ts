import { expect, it } from 'vitest';
import { proportionalMb, residentMb } from './processes.ts';

it.runIf(process.platform === 'linux')('a process holds no more than it seems to', () => {
  const [all, part] = [residentMb(process.pid), proportionalMb(process.pid)];
  expect(part).toBeGreaterThan(10);
  // Read one after the other, while this process goes on.
  expect(part).toBeLessThan(all + 10);
});

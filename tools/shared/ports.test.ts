import { expect, it } from 'vitest';
import { freePorts } from './ports.ts';

it('never hands out a port twice, although nobody uses it yet', async () => {
  const calls: number[][] = [];
  for (let i = 0; i < 40; i++) calls.push(await freePorts(5));
  expect(new Set(calls.flat()).size).toBe(200);
});

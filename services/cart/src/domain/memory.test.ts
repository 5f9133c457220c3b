import { describe, expect, it } from 'vitest';
import { type Memory, remember } from './memory.ts';

const day = 24 * 3600 * 1000;
const on = (n: number): string => new Date(Date.parse('2026-01-01T00:00:00.000Z') + n * day).toISOString();

describe('remember', () => {
  it('keeps thirteen days and drops fifteen', () => {
    const memories = [
      { id: 'old', at: on(0) },
      { id: 'young', at: on(2) },
    ];
    expect(remember(memories, { id: 'new', at: on(15) }, 10).map((m) => m.id)).toEqual(['young', 'new']);
  });

  it('never holds more than it may, and drops the oldest first', () => {
    let memories: readonly Memory[] = [];
    for (let n = 0; n < 30; n += 1) memories = remember(memories, { id: `m${n}`, at: on(0) }, 10);
    expect(memories.map((m) => m.id)).toEqual(Array.from({ length: 10 }, (_, n) => `m${n + 20}`));
  });
});

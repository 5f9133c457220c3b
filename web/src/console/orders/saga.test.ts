import { describe, expect, it } from 'vitest';
import type { SagaRecord } from '../data/types.ts';
import { outcomeTone, sagaRows, standOf } from './saga.ts';

const at = (ms: number): string => new Date(Date.UTC(2026, 0, 1) + ms).toISOString();
const now = Date.UTC(2026, 0, 1) + 1_000;

type Step = SagaRecord['steps'][number];
const step = (name: string, from: number, to: number | null, more: Partial<Step> = {}): Step => ({
  step: name,
  intentAt: at(from),
  outcome: to === null ? null : 'done',
  endedAt: to === null ? null : at(to),
  tries: 1,
  undo: null,
  ...more,
});
const saga = (steps: readonly Step[], more: Partial<SagaRecord> = {}): SagaRecord => ({
  version: 1,
  direction: 'forward',
  startedAt: at(0),
  steps: [...steps],
  refusal: null,
  parked: null,
  end: null,
  ...more,
});

describe('the rows of a saga', () => {
  it('have their place in time', () => {
    const rows = sagaRows(saga([step('reserve-stock', 0, 100), step('authorize-payment', 100, 400)]), now);
    expect(rows.map(({ step: name, tookMs, stretch }) => [name, tookMs, stretch])).toEqual([
      ['reserve-stock', 100, { start: 0, width: 25 }],
      ['authorize-payment', 300, { start: 25, width: 75 }],
    ]);
  });

  it('show an undo as a row of its own, when it came', () => {
    const undo = { intentAt: at(300), outcome: 'done' as const, endedAt: at(400), tries: 2 };
    const rows = sagaRows(
      saga([step('reserve-stock', 0, 100, { undo }), step('authorize-payment', 100, 200, { outcome: 'refused' })]),
      now,
    );
    expect(rows.map(({ step: name, kind, outcome, tries }) => [name, kind, outcome, tries])).toEqual([
      ['reserve-stock', 'do', 'done', 1],
      ['authorize-payment', 'do', 'refused', 1],
      ['reserve-stock', 'undo', 'done', 2],
    ]);
    expect(rows.map(outcomeTone)).toEqual(['good', 'bad', 'warn']);
  });

  it('reach until now as long as they go on', () => {
    const [first, second] = sagaRows(saga([step('reserve-stock', 0, 500), step('capture-payment', 500, null)]), now);
    expect(first?.stretch).toEqual({ start: 0, width: 50 });
    expect(second).toMatchObject({ outcome: 'running', tookMs: null, stretch: { start: 50, width: 50 } });
  });

  it('are always to be seen, and never leave the picture', () => {
    const rows = sagaRows(
      saga([step('a', 0, 0), step('b', 1_000, 1_000), step('c', 1_000, null, { outcome: 'done' })]),
      now,
    );
    for (const { stretch } of rows) {
      expect(stretch.width).toBeGreaterThan(0);
      expect(stretch.start + stretch.width).toBeLessThanOrEqual(100);
    }
  });

  it('of a saga that has not begun are none', () => expect(sagaRows(saga([]), now)).toEqual([]));
});

it.each([
  [{}, 'forward'],
  [{ direction: 'back' }, 'back'],
  [{ direction: 'back', end: 'undone' }, 'undone'],
  [{ parked: { reason: 'x', since: at(0) } }, 'parked'],
] as const)('a saga with %j stands at %s', (more, stand) =>
  expect(standOf(saga([], more as Partial<SagaRecord>))).toBe(stand),
);

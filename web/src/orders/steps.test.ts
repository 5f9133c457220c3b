import { expect, it } from 'vitest';
import { stepsOf } from './steps.ts';

const entry = (
  seq: number,
  kind: 'status' | 'step' | 'undo',
  name: string,
  outcome: 'done' | 'refused' | 'started',
) => ({
  seq,
  at: '2026-01-01T00:00:00.000Z',
  kind,
  name,
  outcome,
  detail: null,
});

it('a step is one row, in the order in which it began, with what was heard of it last', () => {
  const entries = [
    entry(1, 'status', 'pending', 'done'),
    entry(2, 'step', 'reserve-stock', 'started'),
    entry(3, 'step', 'authorize-payment', 'refused'),
    entry(4, 'step', 'reserve-stock', 'done'),
    entry(5, 'undo', 'reserve-stock', 'done'),
  ];
  expect(stepsOf(entries)).toEqual([
    { kind: 'status', name: 'pending', outcome: 'done' },
    { kind: 'step', name: 'reserve-stock', outcome: 'done' },
    { kind: 'step', name: 'authorize-payment', outcome: 'refused' },
    { kind: 'undo', name: 'reserve-stock', outcome: 'done' },
  ]);
});

import type { OrderRecord, SagaRecord } from '../data/types.ts';
import type { Tone } from '../ui/Chip.tsx';

type Step = SagaRecord['steps'][number];

/** A stretch of time as a part of the whole picture: both from 0 to 100. */
export interface Stretch {
  readonly start: number;
  readonly width: number;
}

export interface SagaRow {
  readonly key: string;
  readonly step: string;
  readonly kind: 'do' | 'undo';
  readonly outcome: 'running' | 'done' | 'refused' | 'uncertain';
  readonly tries: number;
  readonly intentAt: string;
  /** Null as long as it goes on, and where nobody noted its end. */
  readonly tookMs: number | null;
  readonly stretch: Stretch;
}

type Row = Omit<SagaRow, 'stretch' | 'tookMs'> & { readonly from: number; readonly to: number | null };

const rowsOf = ({ step, intentAt, outcome, endedAt, tries, undo }: Step): readonly Row[] => [
  {
    key: `${step} do`,
    step,
    kind: 'do',
    outcome: outcome ?? 'running',
    tries,
    intentAt,
    from: Date.parse(intentAt),
    to: endedAt === null ? null : Date.parse(endedAt),
  },
  ...(undo
    ? [
        {
          key: `${step} undo`,
          step,
          kind: 'undo' as const,
          outcome: undo.outcome ?? ('running' as const),
          tries: undo.tries,
          intentAt: undo.intentAt,
          from: Date.parse(undo.intentAt),
          to: undo.endedAt === null ? null : Date.parse(undo.endedAt),
        },
      ]
    : []),
];

const leastWidth = 0.8;

/** What a saga did in the order in which it did it, each with its place in time; what goes on reaches until now. */
export const sagaRows = ({ startedAt, steps }: SagaRecord, nowMs: number): readonly SagaRow[] => {
  const rows = steps.flatMap(rowsOf).toSorted((a, b) => a.from - b.from);
  const begin = Math.min(Date.parse(startedAt), ...rows.map(({ from }) => from));
  const goesOn = ({ to, outcome }: Row): boolean => to === null && outcome === 'running';
  const endOf = (row: Row): number => row.to ?? (goesOn(row) ? nowMs : row.from);
  const whole = Math.max(1, Math.max(begin, ...rows.map(endOf)) - begin);
  return rows.map(({ from, to, ...row }) => {
    const start = Math.min(100 - leastWidth, ((from - begin) / whole) * 100);
    const width = ((endOf({ from, to, ...row }) - from) / whole) * 100;
    return {
      ...row,
      tookMs: to === null ? null : Math.max(0, to - from),
      stretch: { start, width: Math.min(100 - start, Math.max(leastWidth, width)) },
    };
  });
};

const tones: Readonly<Record<SagaRow['outcome'], Tone>> = {
  running: 'busy',
  done: 'good',
  refused: 'bad',
  uncertain: 'warn',
};
export const outcomeTone = ({ outcome, kind }: SagaRow): Tone =>
  kind === 'undo' && outcome === 'done' ? 'warn' : tones[outcome];

/** Where a saga stands, in a word that has a text. */
export const standOf = ({ parked, end, direction }: SagaRecord): 'parked' | 'done' | 'undone' | 'forward' | 'back' =>
  parked ? 'parked' : (end ?? direction);

/** Whether anything may still change by itself. */
export const isMoving = ({ order, cancel, checkout, owed }: OrderRecord): boolean =>
  owed.length > 0 ||
  (checkout.end === null && checkout.parked === null) ||
  (cancel !== null && cancel.end === null && cancel.parked === null) ||
  (order.status !== 'delivered' && order.status !== 'cancelled');

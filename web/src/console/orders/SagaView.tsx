import type { SagaRecord } from '../data/types.ts';
import { nowMs } from '../../ui/now.ts';
import { named, useText } from '../text/index.ts';
import { Chip, type Tone } from '../ui/Chip.tsx';
import { durationText } from '../ui/durations.ts';
import { useTimeOfDay } from '../ui/format.ts';
import { Panel } from '../ui/Panel.tsx';
import { type Column, Table } from '../ui/Table.tsx';
import { outcomeTone, type SagaRow, sagaRows, standOf } from './saga.ts';

const Bar = ({ row }: { readonly row: SagaRow }) => (
  <svg className="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <path className="bar-ground" d="M0 5h100" />
    <rect
      className={`bar-${outcomeTone(row)}`}
      x={row.stretch.start}
      y="1"
      width={row.stretch.width}
      height="8"
      rx="1"
    />
  </svg>
);

const useColumns = (): readonly Column<SagaRow>[] => {
  const text = useText();
  const time = useTimeOfDay(3);
  return [
    {
      label: text('step'),
      cell: ({ step, kind }) => (
        <span className={kind === 'undo' ? 'of-undo' : undefined}>
          {kind === 'undo' ? text('undoOf', { step: named(text, 'step', step) }) : named(text, 'step', step)}{' '}
          <small className="code quiet">{step}</small>
        </span>
      ),
    },
    { label: text('intent'), cell: ({ intentAt }) => <span className="code when">{time(intentAt)}</span> },
    { label: text('inTime'), cell: (row) => <Bar row={row} /> },
    {
      label: text('outcome'),
      cell: (row) => <Chip tone={outcomeTone(row)}>{text(`outcome_${row.outcome}`)}</Chip>,
    },
    { label: text('tries'), numeric: true, cell: ({ tries }) => tries },
    { label: text('took'), numeric: true, cell: ({ tookMs }) => (tookMs === null ? '–' : durationText(tookMs)) },
  ];
};

const standTones: Readonly<Record<ReturnType<typeof standOf>, Tone>> = {
  parked: 'bad',
  done: 'good',
  undone: 'calm',
  forward: 'busy',
  back: 'warn',
};

interface SagaViewProps {
  readonly title: string;
  readonly saga: SagaRecord;
}

/** What a saga did: the intent that was stored before each effect, its outcome, and what was undone. */
export const SagaView = ({ title, saga }: SagaViewProps) => {
  const text = useText();
  const stand = standOf(saga);
  return (
    <Panel title={title} tools={<Chip tone={standTones[stand]}>{text(`saga_${stand}`)}</Chip>} className="saga">
      {saga.refusal && (
        <p className="note">
          {saga.refusal.detail} <code>{saga.refusal.code}</code>
        </p>
      )}
      {saga.parked && <p className="note bad">{saga.parked.reason}</p>}
      <Table
        label={title}
        columns={useColumns()}
        rows={sagaRows(saga, nowMs())}
        keyOf={({ key }) => key}
        empty={text('notBegun')}
      />
    </Panel>
  );
};

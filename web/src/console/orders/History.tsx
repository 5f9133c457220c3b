import type { OrderRecord } from '../data/types.ts';
import { named, useText } from '../text/index.ts';
import { useTimeOfDay } from '../ui/format.ts';
import { Panel } from '../ui/Panel.tsx';
import { type Column, Table } from '../ui/Table.tsx';

type Entry = OrderRecord['timeline'][number];

/** Every entry of the order's own timeline, and what it still owes to others. */
export const History = ({ record: { timeline, owed } }: { readonly record: OrderRecord }) => {
  const text = useText();
  const time = useTimeOfDay(3);
  const columns: readonly Column<Entry>[] = [
    { label: text('number'), numeric: true, cell: ({ seq }) => seq },
    { label: text('time'), cell: ({ at }) => <span className="code when">{time(at)}</span> },
    {
      label: text('what'),
      cell: ({ kind, name }) => `${text(`kind_${kind}`)}: ${named(text, kind === 'status' ? 'status' : 'step', name)}`,
    },
    { label: text('outcome'), cell: ({ outcome }) => named(text, 'outcome', outcome) },
    { label: text('detail'), cell: ({ detail }) => detail ?? '' },
  ];
  return (
    <Panel title={text('history')}>
      {owed.length > 0 && <p className="note">{text('owes', { topics: owed.map(({ topic }) => topic).join(', ') })}</p>}
      <Table
        label={text('history')}
        columns={columns}
        rows={timeline}
        keyOf={({ seq }) => String(seq)}
        empty={text('notBegun')}
      />
    </Panel>
  );
};

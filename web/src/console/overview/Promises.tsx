import type { PromiseFigures } from '../data/types.ts';
import { useText } from '../text/index.ts';
import { Chip } from '../ui/Chip.tsx';
import { useNumber, useShare } from '../ui/format.ts';
import { Panel } from '../ui/Panel.tsx';
import { type Column, Table } from '../ui/Table.tsx';
import { burnTone } from './figures.ts';

/** What was promised, and what came of it. */
export const Promises = ({ promises }: { readonly promises: readonly PromiseFigures[] }) => {
  const text = useText();
  const number = useNumber();
  const share = useShare();
  const columns: readonly Column<PromiseFigures>[] = [
    { label: text('promise'), cell: ({ title }) => title },
    { label: text('objective'), numeric: true, cell: ({ objective }) => share(objective / 100) },
    {
      label: text('kept'),
      numeric: true,
      cell: ({ now }) => (now && now.events > 0 ? share(now.good / now.events) : '–'),
    },
    { label: text('events'), numeric: true, cell: ({ now }) => (now ? number(now.events, 0) : '–') },
    {
      label: text('burnNow'),
      numeric: true,
      cell: ({ now }) => <Chip tone={burnTone(now?.burn ?? null)}>{now ? `${number(now.burn, 2)}×` : '–'}</Chip>,
    },
  ];
  return (
    <Panel title={text('promises')}>
      <p className="quiet">{text('burnAbout')}</p>
      <Table
        label={text('promises')}
        columns={columns}
        rows={promises}
        keyOf={({ name }) => name}
        empty={text('nothingMeasured')}
      />
    </Panel>
  );
};

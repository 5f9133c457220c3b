import { Link } from 'wouter';
import { Answer, type Asked } from '../orders/Answer.tsx';
import { reservationTones } from '../orders/Stock.tsx';
import type { ReservationBook } from '../data/types.ts';
import { useText } from '../text/index.ts';
import { Chip } from '../ui/Chip.tsx';
import { useAgo } from '../ui/format.ts';
import { Panel } from '../ui/Panel.tsx';
import { type Column, Table } from '../ui/Table.tsx';

type Reservation = ReservationBook['reservations'][number];

/** `<orderId>:<step>:<line>`. */
const orderOf = (key: string): string => key.split(':')[0] ?? key;
const mostRows = 50;

/** Which orders hold or bought units of a product, the latest first. */
export const Holders = ({ answer }: { readonly answer: Asked<ReservationBook> }) => {
  const text = useText();
  const ago = useAgo();
  const columns: readonly Column<Reservation>[] = [
    {
      label: text('order'),
      cell: ({ key }) => (
        <Link href={`/orders/${orderOf(key)}`} className="code short">
          {orderOf(key)}
        </Link>
      ),
    },
    {
      label: text('what'),
      cell: ({ status }) => <Chip tone={reservationTones[status]}>{text(`held_${status}`)}</Chip>,
    },
    { label: text('units'), numeric: true, cell: ({ quantity }) => quantity },
    { label: text('time'), cell: ({ at }) => ago(at) },
  ];
  return (
    <Panel title={text('holders')}>
      <Answer of={answer} none={text('noProduct')}>
        {({ reservations }) => (
          <Table
            label={text('holders')}
            columns={columns}
            rows={reservations.toSorted((a, b) => b.at.localeCompare(a.at)).slice(0, mostRows)}
            keyOf={({ key, status }) => `${key} ${status}`}
            empty={text('nobodyHolds')}
          />
        )}
      </Answer>
    </Panel>
  );
};

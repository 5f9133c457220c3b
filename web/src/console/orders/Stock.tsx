import { Link } from 'wouter';
import type { ReservationBook } from '../data/types.ts';
import { useText } from '../text/index.ts';
import { Chip, type Tone } from '../ui/Chip.tsx';
import { useTimeOfDay } from '../ui/format.ts';
import { Panel } from '../ui/Panel.tsx';
import { type Column, Table } from '../ui/Table.tsx';
import { Answer, type Asked } from './Answer.tsx';

type Reservation = ReservationBook['reservations'][number];

export const reservationTones: Readonly<Record<Reservation['status'], Tone>> = {
  reserved: 'busy',
  committed: 'good',
  released: 'calm',
};

interface BookProps {
  readonly orderId: string;
  readonly book: ReservationBook;
}

const Book = ({ orderId, book: { productId, reservations, stock } }: BookProps) => {
  const text = useText();
  const time = useTimeOfDay(3);
  const columns: readonly Column<Reservation>[] = [
    { label: text('time'), cell: ({ at }) => <span className="code when">{time(at)}</span> },
    {
      label: text('what'),
      cell: ({ status }) => <Chip tone={reservationTones[status]}>{text(`held_${status}`)}</Chip>,
    },
    { label: text('units'), numeric: true, cell: ({ quantity }) => quantity },
  ];
  return (
    <>
      <h3>
        <Link href={`/catalogue/${productId}`} className="code">
          {productId}
        </Link>
      </h3>
      <Table
        label={productId}
        columns={columns}
        rows={reservations.filter(({ key }) => key.startsWith(`${orderId}:`))}
        keyOf={({ key, status }) => `${key} ${status}`}
        empty={text('notReserved')}
      />
      <p className="quiet">{text('stockNow', { ...stock })}</p>
    </>
  );
};

interface StockProps {
  readonly orderId: string;
  readonly answers: readonly Asked<ReservationBook>[];
}

/** Which units this order holds, has sold or gave back, product by product. */
export const Stock = ({ orderId, answers }: StockProps) => {
  const text = useText();
  return (
    <Panel title={text('stock')}>
      {answers.length === 0 && <p className="empty">{text('notReserved')}</p>}
      {answers.map((answer, index) => (
        <Answer key={answer.data?.productId ?? index} of={answer} none={text('noProduct')}>
          {(book) => <Book orderId={orderId} book={book} />}
        </Answer>
      ))}
    </Panel>
  );
};

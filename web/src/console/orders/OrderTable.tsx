import { Link } from 'wouter';
import type { Order } from '../../api/client.ts';
import { useMoney } from '../../ui/format.ts';
import { named, useText } from '../text/index.ts';
import { useWhen } from '../ui/format.ts';
import { Chip } from '../ui/Chip.tsx';
import { type Column, Table } from '../ui/Table.tsx';
import { statusTone } from './statusTone.ts';

interface OrderTableProps {
  readonly orders: readonly Order[];
  readonly empty: string;
}

const useColumns = (): readonly Column<Order>[] => {
  const text = useText();
  const when = useWhen();
  const money = useMoney();
  return [
    {
      label: text('order'),
      cell: ({ id }) => (
        <Link href={`/orders/${id}`} className="code">
          {id}
        </Link>
      ),
    },
    { label: text('placed'), cell: ({ placedAt }) => when(placedAt) },
    {
      label: text('status'),
      cell: ({ status, needsAttention, cancellation }) => (
        <>
          <Chip tone={statusTone(status)}>{named(text, 'status', status)}</Chip>{' '}
          {needsAttention && <Chip tone="bad">{text('parkedOne')}</Chip>}
          {cancellation && <small className="quiet">{cancellation.code}</small>}
        </>
      ),
    },
    {
      label: text('user'),
      cell: ({ userId }) => (
        <Link href={`/orders?user=${userId}`} className="code short">
          {userId}
        </Link>
      ),
    },
    {
      label: text('pieces'),
      numeric: true,
      cell: ({ lines }) => lines.reduce((sum, { quantity }) => sum + quantity, 0),
    },
    { label: text('total'), numeric: true, cell: ({ total }) => (total ? money(total) : '–') },
  ];
};

export const OrderTable = ({ orders, empty }: OrderTableProps) => {
  const text = useText();
  return <Table label={text('orders')} columns={useColumns()} rows={orders} keyOf={({ id }) => id} empty={empty} />;
};

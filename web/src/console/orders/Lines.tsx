import { Link } from 'wouter';
import { useMoney } from '../../ui/format.ts';
import type { OrderRecord } from '../data/types.ts';
import { useText } from '../text/index.ts';
import { Panel } from '../ui/Panel.tsx';
import { type Column, Table } from '../ui/Table.tsx';

type Line = OrderRecord['order']['lines'][number];

/** What was bought, with names and prices as they were. */
export const Lines = ({ record: { order, requested } }: { readonly record: OrderRecord }) => {
  const text = useText();
  const money = useMoney();
  const columns: readonly Column<Line>[] = [
    {
      label: text('product'),
      cell: ({ productId, name, sku }) => (
        <>
          <Link href={`/catalogue/${productId}`}>{name}</Link> <small className="code quiet">{sku}</small>
        </>
      ),
    },
    { label: text('quantity'), numeric: true, cell: ({ quantity }) => quantity },
    { label: text('price'), numeric: true, cell: ({ unitPrice }) => money(unitPrice) },
    { label: text('sum'), numeric: true, cell: ({ lineTotal }) => money(lineTotal) },
  ];
  const wanted = requested.map(({ productId, quantity }) => `${quantity} × ${productId}`).join(', ');
  return (
    <Panel title={text('bought')}>
      <Table
        label={text('bought')}
        columns={columns}
        rows={order.lines}
        keyOf={({ productId }) => productId}
        empty={wanted === '' ? text('cartLater') : text('wantedOnly', { wanted })}
      />
      {order.total && (
        <p className="sum">
          {text('total')} <strong>{money(order.total)}</strong>
        </p>
      )}
    </Panel>
  );
};

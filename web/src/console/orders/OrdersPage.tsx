import { useLocation, useSearch } from 'wouter';
import { ValueForm } from '../../ui/ValueForm.tsx';
import { trimmed } from '../../ui/values.ts';
import { named, useText } from '../text/index.ts';
import { Head } from '../ui/Head.tsx';
import { Panel } from '../ui/Panel.tsx';
import { Trouble } from '../ui/Trouble.tsx';
import { addressOf, type Asked, askedIn, filtersOf, statuses } from './filters.ts';
import { OrderTable } from './OrderTable.tsx';
import { useOrders } from './useOrders.ts';

const StatusChoice = ({ status: chosen }: Pick<Asked, 'status'>) => {
  const text = useText();
  return (
    <label>
      {text('status')}
      <select name="status" defaultValue={chosen}>
        <option value="">{text('any')}</option>
        {statuses.map((status) => (
          <option key={status} value={status}>
            {named(text, 'status', status)}
          </option>
        ))}
      </select>
    </label>
  );
};

interface InputProps {
  readonly label: string;
  readonly name: string;
  readonly type?: 'date';
  readonly value?: string;
}

const Input = ({ label, name, type, value }: InputProps) => (
  <label>
    {label}
    <input name={name} type={type} defaultValue={value} autoComplete="off" spellCheck={false} />
  </label>
);

const FilterForm = ({ asked }: { readonly asked: Asked }) => {
  const text = useText();
  const [, navigate] = useLocation();
  return (
    <ValueForm
      className="filters"
      send={(values) => {
        const { id, ...filters } = trimmed(values);
        navigate(id ? `/orders/${encodeURIComponent(id)}` : addressOf(filters));
      }}
    >
      <StatusChoice status={asked.status} />
      <Input label={text('userId')} name="user" value={asked.userId} />
      <Input label={text('from')} name="from" type="date" value={asked.from} />
      <Input label={text('to')} name="to" type="date" value={asked.to} />
      <Input label={text('orderId')} name="id" />
      <button type="submit">{text('find')}</button>
    </ValueForm>
  );
};

export const OrdersPage = () => {
  const text = useText();
  const search = useSearch();
  const asked = askedIn(search);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useOrders(filtersOf(asked));
  const orders = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <Head title={text('orders')}>{text('ordersAbout')}</Head>
      <FilterForm key={search} asked={asked} />
      {error && <Trouble error={error} retry={() => void refetch()} />}
      <Panel title={text('found')}>
        {data ? <OrderTable orders={orders} empty={text('noOrders')} /> : <p className="quiet">{text('loading')}</p>}
        {hasNextPage && (
          <button type="button" className="plain" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {text('older')}
          </button>
        )}
      </Panel>
    </>
  );
};

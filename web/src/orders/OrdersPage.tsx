import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { Members } from '../account/Members.tsx';
import { answered, api } from '../api/client.ts';
import { useText } from '../text/index.ts';
import { useMoney, useWhen } from '../ui/format.ts';
import { Empty } from '../ui/Empty.tsx';
import { Trouble } from '../ui/Trouble.tsx';
import { usePageTitle } from '../ui/usePageTitle.ts';

const useOrders = (userId: string) =>
  useInfiniteQuery({
    queryKey: ['orders', userId],
    queryFn: ({ pageParam }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      const params = { path: { userId }, query: { limit: 20, ...cursor } };
      return answered(api.GET('/api/orders/user/{userId}', { params }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

const History = ({ userId }: { readonly userId: string }) => {
  const text = useText();
  const when = useWhen();
  const money = useMoney();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useOrders(userId);
  const orders = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {data && orders.length === 0 && <Empty says="noOrders" />}
      <ul className="lines">
        {orders.map(({ id, placedAt, status, total }) => (
          <li key={id} className="line">
            <Link href={`/orders/${id}`}>{when(placedAt)}</Link>
            <span className={`badge ${status}`}>{text(`status_${status}`)}</span>
            <strong className="amount">{total && money(total)}</strong>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <button type="button" onClick={() => void fetchNextPage()}>
          {text('more')}
        </button>
      )}
    </>
  );
};

export const OrdersPage = () => {
  const text = useText();
  usePageTitle(text('orders'));
  return (
    <>
      <h1>{text('orders')}</h1>
      <Members next="/orders" why="ordersSignIn">
        {({ id }) => <History userId={id} />}
      </Members>
    </>
  );
};

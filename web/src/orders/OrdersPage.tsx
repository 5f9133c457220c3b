import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { useUser } from '../account/session.ts';
import { answered, api } from '../api/client.ts';
import { useText } from '../text/index.ts';
import { useMoney, useWhen } from '../ui/format.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { usePageTitle } from '../ui/usePageTitle.ts';

const useOrders = (userId: string | undefined) =>
  useInfiniteQuery({
    queryKey: ['orders', userId],
    queryFn: ({ pageParam }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      const params = { path: { userId: userId ?? '' }, query: { limit: 20, ...cursor } };
      return answered(api.GET('/api/orders/user/{userId}', { params }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    enabled: userId !== undefined,
  });

export const OrdersPage = () => {
  const text = useText();
  const when = useWhen();
  const money = useMoney();
  const user = useUser();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useOrders(user?.id);
  const orders = data?.pages.flatMap(({ items }) => items) ?? [];
  usePageTitle(text('orders'));
  return (
    <>
      <h1>{text('orders')}</h1>
      {!user && <Link href="/sign-in?next=/orders">{text('signIn')}</Link>}
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {data && orders.length === 0 && <p>{text('noOrders')}</p>}
      <ul className="lines">
        {orders.map(({ id, placedAt, status, total }) => (
          <li key={id} className="line">
            <Link href={`/orders/${id}`}>{when(placedAt)}</Link>
            <span>{text(`status_${status}`)}</span>
            {total && <strong>{money(total)}</strong>}
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

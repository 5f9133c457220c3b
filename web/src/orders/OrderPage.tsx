import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'wouter';
import { Members } from '../account/Members.tsx';
import { answered, api, type Order } from '../api/client.ts';
import { keyFor, useText } from '../text/index.ts';
import { useMoney, useWhen } from '../ui/format.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { usePageTitle } from '../ui/usePageTitle.ts';
import { Steps } from './Steps.tsx';
import { useTimeline } from './useTimeline.ts';

const finals: ReadonlySet<string> = new Set(['delivered', 'cancelled']);
const cancellable: ReadonlySet<string> = new Set(['pending', 'processing']);

const useOrder = (id: string) =>
  useQuery({
    queryKey: ['order', id],
    queryFn: () => answered(api.GET('/api/orders/{id}', { params: { path: { id } } })),
  });

const Lines = ({ order }: { readonly order: Order }) => {
  const text = useText();
  const money = useMoney();
  return (
    <>
      <ul className="lines">
        {order.lines.map(({ productId, name, quantity, lineTotal }) => (
          <li key={productId} className="line">
            <span className="line-name">
              {quantity} × <Link href={`/products/${productId}`}>{name}</Link>
            </span>
            <strong className="amount">{money(lineTotal)}</strong>
          </li>
        ))}
      </ul>
      {order.total && (
        <p className="total">
          {text('total')} <strong>{money(order.total)}</strong>
        </p>
      )}
    </>
  );
};

const Cancel = ({ id }: { readonly id: string }) => {
  const text = useText();
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => answered(api.DELETE('/api/orders/{id}', { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['order', id] }),
  });
  return (
    <>
      {cancel.error && <Trouble error={cancel.error} />}
      <button type="button" className="plain" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
        {text('cancelOrder')}
      </button>
    </>
  );
};

/** Why nothing came of it, and a way on: what was not bought for want of money lies in the cart still. */
const Cancelled = ({ code }: { readonly code: string }) => {
  const text = useText();
  const [href, action] = code.startsWith('payment.')
    ? (['/checkout', 'toCheckout'] as const)
    : (['/search', 'keepShopping'] as const);
  return (
    <div className="trouble">
      <p>{text(keyFor('error', code, 'error_other'))}</p>
      <Link href={href} className="button">
        {text(action)}
      </Link>
    </div>
  );
};

/** Every news on the stream may have changed the order. */
const useFollowed = (id: string) => {
  const queries = useQueryClient();
  const found = useOrder(id);
  const { entries, broken } = useTimeline(id, finals.has(found.data?.status ?? ''));
  const { length } = entries;
  useEffect(() => {
    if (length === 0) return;
    void queries.invalidateQueries({ queryKey: ['order', id] });
    // A confirmed order has taken what it bought out of the cart, a moment later.
    void queries.invalidateQueries({ queryKey: ['cart'] });
  }, [queries, id, length]);
  return { ...found, entries, broken };
};

const Followed = ({ id }: { readonly id: string }) => {
  const text = useText();
  const when = useWhen();
  const { data: order, error, refetch, entries, broken } = useFollowed(id);
  if (error && !order) return <Trouble error={error} retry={() => void refetch()} />;
  if (!order) return null;
  const cancelled = 'cancellation' in order ? order.cancellation : null;
  return (
    <>
      <p className="quiet">
        {order.id} · {text('orderPlaced', { date: when(order.placedAt) })}
      </p>
      <p role="status" className={`status ${order.status}`}>
        {text(`status_${order.status}`)}
      </p>
      {cancelled && <Cancelled code={cancelled.code} />}
      {'lines' in order && <Lines order={order} />}
      <h2>{text('progress')}</h2>
      {broken && <p role="status">{text('reconnecting')}</p>}
      <Steps entries={entries} />
      {cancellable.has(order.status) && <Cancel id={id} />}
    </>
  );
};

export const OrderPage = ({ id }: { readonly id: string }) => {
  const text = useText();
  usePageTitle(text('orderTitle'));
  return (
    <>
      <h1>{text('orderTitle')}</h1>
      <Members next={`/orders/${id}`} why="ordersSignIn">
        {() => <Followed id={id} />}
      </Members>
    </>
  );
};

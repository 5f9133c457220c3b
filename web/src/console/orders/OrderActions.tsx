import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { answered, api, type Order } from '../../api/client.ts';
import { useText } from '../text/index.ts';
import { minorUnits, typedAmount } from '../ui/amount.ts';
import { Confirm } from '../ui/Confirm.tsx';
import { Resume } from './ParkedPage.tsx';

interface ActionProps {
  readonly order: Order;
}

const useAct = <T,>(id: string, send: (input: T) => Promise<unknown>) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSettled: () => queries.invalidateQueries({ queryKey: ['record', id] }),
  });
};

const Cancel = ({ order: { id } }: ActionProps) => {
  const text = useText();
  const cancel = useAct(id, () => answered(api.DELETE('/api/orders/{id}', { params: { path: { id } } })));
  return (
    <Confirm
      ask={text('cancelOrder')}
      title={text('cancelTitle')}
      action={text('cancelOrder')}
      act={() => cancel.mutateAsync(undefined)}
      state={cancel}
      dangerous
    >
      <p>{text('cancelWhat')}</p>
    </Confirm>
  );
};

const Mark = ({ order: { id }, status }: ActionProps & { readonly status: 'shipped' | 'delivered' }) => {
  const text = useText();
  const mark = useAct(id, () =>
    answered(api.PATCH('/api/orders/{id}/status', { params: { path: { id } }, body: { status } })),
  );
  return (
    <Confirm
      ask={text(`mark_${status}`)}
      title={text(`mark_${status}`)}
      action={text(`mark_${status}`)}
      act={() => mark.mutateAsync(undefined)}
      state={mark}
    >
      <p>{text(`markWhat_${status}`)}</p>
    </Confirm>
  );
};

const Refund = ({ order: { id, payment } }: ActionProps) => {
  const text = useText();
  const currency = payment.captured?.currency ?? 'EUR';
  const left = (payment.captured?.amount ?? 0) - (payment.refunded?.amount ?? 0);
  const [typed, setTyped] = useState(typedAmount(left, currency));
  const amount = minorUnits(typed, currency);
  const attempt = useRef({ minor: 0, key: '' });
  const refund = useAct(id, (minor: number) => {
    // A try whose answer was lost is repeated under its own key: one refund at most.
    if (attempt.current.minor !== minor) attempt.current = { minor, key: globalThis.crypto.randomUUID() };
    const params = { header: { 'Idempotency-Key': attempt.current.key } };
    const body = { orderId: id, amount: { amount: minor, currency } };
    return answered(api.POST('/api/payments/refund', { params, body }));
  });
  if (left <= 0) return null;
  return (
    <Confirm
      ask={text('refund')}
      title={text('refundTitle')}
      action={text('refund')}
      act={() => (amount === undefined ? Promise.reject(new Error(typed)) : refund.mutateAsync(amount))}
      state={refund}
      dangerous
    >
      <p>{text('refundWhat')}</p>
      <label className="field">
        {text('refundAmount', { currency })}
        <input
          value={typed}
          inputMode="decimal"
          aria-invalid={amount === undefined}
          onChange={({ target }) => setTyped(target.value)}
        />
      </label>
    </Confirm>
  );
};

const cancellable: ReadonlySet<string> = new Set(['pending', 'processing']);

/** What may be done about an order as it stands; the order service has the last word. */
export const OrderActions = ({ order }: ActionProps) => (
  <div className="row">
    {order.needsAttention && <Resume id={order.id} />}
    {!order.needsAttention && cancellable.has(order.status) && <Cancel order={order} />}
    {order.status === 'processing' && <Mark order={order} status="shipped" />}
    {(order.status === 'processing' || order.status === 'shipped') && <Mark order={order} status="delivered" />}
    <Refund key={order.version} order={order} />
  </div>
);

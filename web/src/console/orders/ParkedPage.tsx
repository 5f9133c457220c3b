import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { answered, api, type Order } from '../../api/client.ts';
import { useText } from '../text/index.ts';
import { Confirm } from '../ui/Confirm.tsx';
import { useAgo } from '../ui/format.ts';
import { Head } from '../ui/Head.tsx';
import { Panel } from '../ui/Panel.tsx';
import { Trouble } from '../ui/Trouble.tsx';
import { useOrders } from './useOrders.ts';

/** Tries once more what a parked saga is stuck at. */
const useResume = (id: string) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => answered(api.POST('/api/orders/{id}/retry', { params: { path: { id } } })),
    onSettled: async () => {
      await Promise.all([['orders'], ['record', id]].map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
  });
};

export const Resume = ({ id }: { readonly id: string }) => {
  const text = useText();
  const resume = useResume(id);
  return (
    <Confirm
      ask={text('resume')}
      title={text('resumeTitle')}
      action={text('resume')}
      act={() => resume.mutateAsync()}
      state={resume}
    >
      <p>{text('resumeWhat')}</p>
      <p className="code">{id}</p>
    </Confirm>
  );
};

const Parked = ({ order: { id, needsAttention } }: { readonly order: Order }) => {
  const text = useText();
  const ago = useAgo();
  return (
    <li className="letter">
      <h3>
        <Link href={`/orders/${id}`} className="code">
          {id}
        </Link>
      </h3>
      {needsAttention && (
        <p>
          {needsAttention.reason}{' '}
          <span className="quiet">{text('parkedSince', { ago: ago(needsAttention.since) })}</span>
        </p>
      )}
      <div className="row">
        <Link href={`/orders/${id}`} className="button plain">
          {text('lookCloser')}
        </Link>
        <Resume id={id} />
      </div>
    </li>
  );
};

/** Orders whose undo kept failing, and what a person can do for them. */
export const ParkedPage = () => {
  const text = useText();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useOrders({ parked: 'true' });
  const orders = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <Head title={text('parked')}>{text('parkedAbout')}</Head>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      <Panel title={text('waiting')}>
        {data && orders.length === 0 && <p className="empty">{text('noParked')}</p>}
        <ul className="letters">
          {orders.map((order) => (
            <Parked key={order.id} order={order} />
          ))}
        </ul>
        {hasNextPage && (
          <button type="button" className="plain" onClick={() => void fetchNextPage()}>
            {text('older')}
          </button>
        )}
      </Panel>
    </>
  );
};

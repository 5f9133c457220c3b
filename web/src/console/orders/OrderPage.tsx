import { Link } from 'wouter';
import { useMoney } from '../../ui/format.ts';
import { useTraceUrl } from '../data/useSettings.ts';
import type { OrderRecord } from '../data/types.ts';
import { named, useText } from '../text/index.ts';
import { useWhen } from '../ui/format.ts';
import { Chip } from '../ui/Chip.tsx';
import { Head } from '../ui/Head.tsx';
import { Trouble } from '../ui/Trouble.tsx';
import { History } from './History.tsx';
import { Ledger } from './Ledger.tsx';
import { Lines } from './Lines.tsx';
import { OrderActions } from './OrderActions.tsx';
import { Parcel } from './Parcel.tsx';
import { SagaView } from './SagaView.tsx';
import { statusTone } from './statusTone.ts';
import { Stock } from './Stock.tsx';
import { useOrderRecord, useOthers } from './useOrderRecord.ts';

const Trace = ({ traceId }: { readonly traceId: string | null }) => {
  const text = useText();
  const url = useTraceUrl();
  if (traceId === null) return null;
  const address = url(traceId);
  return (
    <span>
      {text('trace')}{' '}
      {address === undefined ? (
        <span className="code">{traceId}</span>
      ) : (
        <a className="code" href={address} target="_blank" rel="noreferrer">
          {traceId}
        </a>
      )}
    </span>
  );
};

const Facts = ({ record: { order, traceId } }: { readonly record: OrderRecord }) => {
  const text = useText();
  const when = useWhen();
  const money = useMoney();
  return (
    <p className="facts">
      <Chip tone={statusTone(order.status)}>{named(text, 'status', order.status)}</Chip>
      {order.needsAttention && <Chip tone="bad">{text('parkedOne')}</Chip>}
      {order.total && <strong>{money(order.total)}</strong>}
      <span>{text('placedAt', { when: when(order.placedAt) })}</span>
      <Link href={`/orders?user=${order.userId}`}>{text('ordersOfUser')}</Link>
      <Link href={`/mail?user=${order.userId}`}>{text('mailOfUser')}</Link>
      <Trace traceId={traceId} />
    </p>
  );
};

const Record = ({ record }: { readonly record: OrderRecord }) => {
  const text = useText();
  const { order, checkout, cancel } = record;
  const { payment, shipment, books } = useOthers(order.id, record);
  return (
    <>
      <Facts record={record} />
      <OrderActions order={order} />
      <SagaView title={text('checkout')} saga={checkout} />
      {cancel && <SagaView title={text('cancelSaga')} saga={cancel} />}
      <div className="columns">
        <Lines record={record} />
        <Ledger answer={payment} refunds={record.refunds} />
        <Stock orderId={order.id} answers={books} />
        <Parcel answer={shipment} />
      </div>
      <History record={record} />
    </>
  );
};

export const OrderPage = ({ id }: { readonly id: string }) => {
  const text = useText();
  const { data, error, refetch } = useOrderRecord(id);
  return (
    <>
      <Head title={text('order')}>
        <span className="code">{id}</span>
      </Head>
      {error && !data && <Trouble error={error} retry={() => void refetch()} />}
      {!data && !error && <p className="quiet">{text('loading')}</p>}
      {data && !('checkout' in data) && <p className="note">{text('acceptedOnly')}</p>}
      {data && 'checkout' in data && <Record record={data} />}
    </>
  );
};

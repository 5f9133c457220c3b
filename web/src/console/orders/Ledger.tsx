import { useMoney } from '../../ui/format.ts';
import type { OrderRecord, Payment } from '../data/types.ts';
import { named, useText } from '../text/index.ts';
import { Chip, type Tone } from '../ui/Chip.tsx';
import { useTimeOfDay } from '../ui/format.ts';
import { Panel } from '../ui/Panel.tsx';
import { type Column, Table } from '../ui/Table.tsx';
import { Answer, type Asked } from './Answer.tsx';

type Entry = Payment['ledger'][number];

const tones: Readonly<Record<Entry['kind'], Tone>> = {
  authorized: 'busy',
  captured: 'good',
  declined: 'bad',
  voided: 'calm',
  refunded: 'warn',
};

const Sums = ({ payment: { authorized, captured, refunded } }: { readonly payment: Payment }) => {
  const text = useText();
  const money = useMoney();
  const sums = { authorised: authorized, captured, refunded } as const;
  return (
    <dl className="sums">
      {(['authorised', 'captured', 'refunded'] as const).map((name) => (
        <div key={name}>
          <dt>{text(name)}</dt>
          <dd>{money(sums[name])}</dd>
        </div>
      ))}
    </dl>
  );
};

const Entries = ({ payment }: { readonly payment: Payment }) => {
  const text = useText();
  const money = useMoney();
  const time = useTimeOfDay(3);
  const columns: readonly Column<Entry>[] = [
    { label: text('time'), cell: ({ at }) => <span className="code when">{time(at)}</span> },
    { label: text('what'), cell: ({ kind }) => <Chip tone={tones[kind]}>{named(text, 'ledger', kind)}</Chip> },
    { label: text('amount'), numeric: true, cell: ({ amount }) => money(amount) },
    { label: text('key'), cell: ({ key }) => <span className="code short">{key}</span> },
  ];
  const card = payment.attempts.findLast(({ last4 }) => last4 !== null);
  return (
    <>
      <Sums payment={payment} />
      <Table
        label={text('ledger')}
        columns={columns}
        rows={payment.ledger}
        keyOf={({ kind, key, at }) => `${kind} ${key} ${at}`}
        empty={text('nothingMoved')}
      />
      {card && (
        <p className="quiet">
          {card.brand} •••• {card.last4}
        </p>
      )}
    </>
  );
};

interface LedgerProps {
  readonly answer: Asked<Payment>;
  readonly refunds: OrderRecord['refunds'];
}

/** The money of an order: what moved, and what is asked to move back. */
export const Ledger = ({ answer, refunds }: LedgerProps) => {
  const text = useText();
  const money = useMoney();
  return (
    <Panel title={text('payment')}>
      <Answer of={answer} none={text('noPayment')}>
        {(payment) => <Entries payment={payment} />}
      </Answer>
      {refunds.map(
        ({ id, amount, status }) =>
          status !== 'done' && (
            <p key={id} className="note">
              {text(`refund_${status}`, { amount: money(amount) })}
            </p>
          ),
      )}
    </Panel>
  );
};

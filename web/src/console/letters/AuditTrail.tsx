import { useUser } from '../../account/session.ts';
import { answered, api } from '../../api/client.ts';
import { useLive } from '../data/useLive.ts';
import type { AuditEntry } from '../data/types.ts';
import { named, useText } from '../text/index.ts';
import { useWhen } from '../ui/format.ts';
import { Chip, type Tone } from '../ui/Chip.tsx';
import { Panel } from '../ui/Panel.tsx';
import { type Column, Table } from '../ui/Table.tsx';
import { Trouble } from '../ui/Trouble.tsx';

export const auditKey = ['audit'] as const;

const tones: Readonly<Record<AuditEntry['outcome'], Tone>> = { begun: 'busy', done: 'good', failed: 'bad' };

/** What operators did here, whoever they were: written down before it was done. */
export const AuditTrail = () => {
  const text = useText();
  const when = useWhen();
  const me = useUser();
  const { data, error, refetch } = useLive({
    key: auditKey,
    ask: async () => (await answered(api.GET('/api/operations/audit', { params: { query: { limit: 20 } } }))).items,
    everySeconds: 10,
  });
  const columns: readonly Column<AuditEntry>[] = [
    { label: text('time'), cell: ({ at }) => when(at) },
    {
      label: text('who'),
      cell: ({ actor }) => (actor === me?.id ? me.username : <span className="code short">{actor}</span>),
    },
    { label: text('action'), cell: ({ action }) => named(text, 'action', action) },
    { label: text('target'), cell: ({ target }) => <span className="code">{target}</span> },
    { label: text('what'), cell: ({ what }) => <span className="code short">{what.join(', ')}</span> },
    {
      label: text('outcome'),
      cell: ({ outcome, detail }) => (
        <>
          <Chip tone={tones[outcome]}>{text(`audit_${outcome}`)}</Chip> {detail !== null && <small>{detail}</small>}
        </>
      ),
    },
    { label: text('messages'), numeric: true, cell: ({ count }) => count ?? '–' },
  ];
  return (
    <Panel title={text('audit')}>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {data && (
        <Table label={text('audit')} columns={columns} rows={data} keyOf={({ id }) => id} empty={text('noAudit')} />
      )}
    </Panel>
  );
};

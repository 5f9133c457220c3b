import { Link } from 'wouter';
import { useQueues } from '../data/useDeadLetters.ts';
import type { DeadLetterQueue } from '../data/types.ts';
import { useText } from '../text/index.ts';
import { Chip } from '../ui/Chip.tsx';
import { useAgo } from '../ui/format.ts';
import { Head } from '../ui/Head.tsx';
import { Panel } from '../ui/Panel.tsx';
import { type Column, Table } from '../ui/Table.tsx';
import { Trouble } from '../ui/Trouble.tsx';
import { AuditTrail } from './AuditTrail.tsx';

const useColumns = (): readonly Column<DeadLetterQueue>[] => {
  const text = useText();
  const ago = useAgo();
  return [
    {
      label: text('queue'),
      cell: ({ queue }) => (
        <Link href={`/letters/${queue}`} className="code">
          {queue}
        </Link>
      ),
    },
    { label: text('reader'), cell: ({ app }) => app },
    {
      label: text('messages'),
      numeric: true,
      cell: ({ messages }) => <Chip tone={messages > 0 ? 'bad' : 'calm'}>{messages}</Chip>,
    },
    { label: text('oldest'), cell: ({ oldestSentAt }) => (oldestSentAt === null ? '–' : ago(oldestSentAt)) },
  ];
};

/** Every dead-letter queue with what waits in it, and what operators did about it. */
export const LettersPage = () => {
  const text = useText();
  const columns = useColumns();
  const { data, error, refetch } = useQueues();
  const fullestFirst = data?.toSorted((a, b) => b.messages - a.messages) ?? [];
  return (
    <>
      <Head title={text('letters')}>{text('lettersAbout')}</Head>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      <Panel title={text('queues')}>
        {!data && !error && <p className="quiet">{text('loading')}</p>}
        {data && (
          <Table
            label={text('queues')}
            columns={columns}
            rows={fullestFirst}
            keyOf={({ queue }) => queue}
            empty={text('noQueues')}
          />
        )}
      </Panel>
      <AuditTrail />
    </>
  );
};

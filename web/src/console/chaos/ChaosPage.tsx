import { useState } from 'react';
import type { ChaosTarget } from '../data/types.ts';
import { AuditTrail } from '../letters/AuditTrail.tsx';
import { useText } from '../text/index.ts';
import { Chip, type Tone } from '../ui/Chip.tsx';
import { useTimeOfDay } from '../ui/format.ts';
import { Head } from '../ui/Head.tsx';
import { Panel } from '../ui/Panel.tsx';
import { type Column, Table } from '../ui/Table.tsx';
import { Trouble } from '../ui/Trouble.tsx';
import { Poison } from './Poison.tsx';
import { TargetTools } from './TargetTools.tsx';
import { useChaosPanel } from './useChaos.ts';

const tones: Readonly<Record<ChaosTarget['state'], Tone>> = {
  running: 'good',
  paused: 'warn',
  slow: 'warn',
  gone: 'bad',
};

interface TargetsProps {
  readonly targets: readonly ChaosTarget[];
  readonly done: (sentence: string) => void;
}

const Targets = ({ targets, done }: TargetsProps) => {
  const text = useText();
  const time = useTimeOfDay();
  const columns: readonly Column<ChaosTarget>[] = [
    { label: text('process'), cell: ({ name }) => <span className="code">{name}</span> },
    { label: text('kind'), cell: ({ kind }) => text(`process_${kind}`) },
    {
      label: text('state'),
      cell: ({ state, until }) => (
        <>
          <Chip tone={tones[state]}>{text(`process_${state}`)}</Chip>{' '}
          {until !== null && <small className="quiet">{text('until', { time: time(until) })}</small>}
        </>
      ),
    },
    { label: text('action'), cell: (target) => <TargetTools target={target} done={done} /> },
  ];
  return (
    <Panel title={text('processes')}>
      <Table
        label={text('processes')}
        columns={columns}
        rows={targets}
        keyOf={({ name }) => name}
        empty={text('noProcesses')}
      />
    </Panel>
  );
};

/** Break the shop that runs on this machine, and watch it survive. */
export const ChaosPage = () => {
  const text = useText();
  const [said, setSaid] = useState('');
  const { data, error, refetch } = useChaosPanel();
  return (
    <>
      <Head title={text('chaos')}>{text('chaosAbout')}</Head>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      <p role="status" className="done">
        {said}
      </p>
      {data && !data.enabled && <p className="note">{text('noChaos')}</p>}
      {data?.enabled && (
        <>
          <Targets targets={data.targets} done={setSaid} />
          <Poison queues={data.queues} done={setSaid} />
          <AuditTrail />
        </>
      )}
    </>
  );
};

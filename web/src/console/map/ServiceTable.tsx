import type { ServiceNode } from '../data/types.ts';
import { useText } from '../text/index.ts';
import { Chip } from '../ui/Chip.tsx';
import { durationText } from '../ui/durations.ts';
import { useNumber, useShare } from '../ui/format.ts';
import { Panel } from '../ui/Panel.tsx';
import { type Column, Table } from '../ui/Table.tsx';
import { healthOf, healthTones } from './health.ts';

const time = (seconds: number | null): string => (seconds === null ? '–' : durationText(seconds * 1_000));

const megabytes = (bytes: number): number => bytes / 1_048_576;

const Replica = ({ replica }: { readonly replica: ServiceNode['replicas'][number] }) => {
  const text = useText();
  const number = useNumber();
  const share = useShare();
  const { address, app, sidecar, memoryBytes, cpu } = replica;
  return (
    <li>
      <span className="code">{address}</span> {text(`app_${app}`)}, {text(`sidecar_${sidecar}`)}
      {memoryBytes !== null && `, ${number(megabytes(memoryBytes), 0)} MB`}
      {cpu !== null && `, ${share(cpu)} CPU`}
    </li>
  );
};

/** Every service in numbers. */
export const ServiceTable = ({ services }: { readonly services: readonly ServiceNode[] }) => {
  const text = useText();
  const number = useNumber();
  const columns: readonly Column<ServiceNode>[] = [
    { label: text('service'), cell: ({ service }) => <strong>{service}</strong> },
    {
      label: text('health'),
      cell: (service) => <Chip tone={healthTones[healthOf(service)]}>{text(`health_${healthOf(service)}`)}</Chip>,
    },
    {
      label: text('replicas'),
      cell: ({ replicas }) => (
        <ul className="plain-list">
          {replicas.map((replica) => (
            <Replica key={replica.address} replica={replica} />
          ))}
        </ul>
      ),
    },
    { label: text('requests'), numeric: true, cell: ({ requestsPerSecond }) => number(requestsPerSecond) },
    { label: text('faults'), numeric: true, cell: ({ errorsPerSecond }) => number(errorsPerSecond, 2) },
    { label: text('messages'), numeric: true, cell: ({ messagesPerSecond }) => number(messagesPerSecond) },
    { label: 'p50', numeric: true, cell: ({ p50Seconds }) => time(p50Seconds) },
    { label: 'p95', numeric: true, cell: ({ p95Seconds }) => time(p95Seconds) },
  ];
  return (
    <Panel title={text('services')}>
      <Table
        label={text('services')}
        columns={columns}
        rows={services}
        keyOf={({ service }) => service}
        empty={text('nothingMeasured')}
      />
    </Panel>
  );
};

import type { ServiceMap, ServiceNode } from '../data/types.ts';
import { useText } from '../text/index.ts';
import { Chip } from '../ui/Chip.tsx';
import { useNumber, useShare } from '../ui/format.ts';
import { Panel } from '../ui/Panel.tsx';
import { type Column, Table } from '../ui/Table.tsx';
import { breakerTones } from './health.ts';

type Of<T> = T & { readonly service: string };
type Breaker = Of<ServiceNode['breakers'][number]>;
type Bulkhead = Of<ServiceNode['bulkheads'][number]>;
type Limiter = Of<ServiceNode['limiters'][number]>;

const Breakers = ({ rows }: { readonly rows: readonly Breaker[] }) => {
  const text = useText();
  const columns: readonly Column<Breaker>[] = [
    { label: text('service'), cell: ({ service }) => service },
    { label: text('before'), cell: ({ target }) => <span className="code">{target}</span> },
    { label: text('where'), cell: ({ of }) => text(`breaker_${of}`) },
    { label: text('state'), cell: ({ state }) => <Chip tone={breakerTones[state]}>{text(`state_${state}`)}</Chip> },
  ];
  const closed = rows.filter(({ state }) => state === 'closed');
  const shared = {
    label: text('breakers'),
    columns,
    keyOf: ({ service, of, target }: Breaker) => `${service} ${of} ${target}`,
    empty: text('noBreakers'),
  };
  return (
    <Panel title={text('breakers')}>
      <Table {...shared} rows={rows.filter(({ state }) => state !== 'closed')} />
      {closed.length > 0 && (
        <details>
          <summary>{text('closedBreakers', { count: closed.length })}</summary>
          <Table {...shared} rows={closed} />
        </details>
      )}
    </Panel>
  );
};

const Bulkheads = ({ rows }: { readonly rows: readonly Bulkhead[] }) => {
  const text = useText();
  const number = useNumber();
  const columns: readonly Column<Bulkhead>[] = [
    { label: text('service'), cell: ({ service }) => service },
    { label: text('before'), cell: ({ dependency }) => <span className="code">{dependency}</span> },
    { label: text('running'), numeric: true, cell: ({ running }) => running },
    { label: text('waitingCalls'), numeric: true, cell: ({ waiting }) => waiting },
    { label: text('rejected'), numeric: true, cell: ({ rejectedPerMinute }) => number(rejectedPerMinute) },
  ];
  return (
    <Panel title={text('bulkheads')}>
      <Table
        label={text('bulkheads')}
        columns={columns}
        rows={rows}
        keyOf={({ service, dependency }) => `${service} ${dependency}`}
        empty={text('noBulkheads')}
      />
    </Panel>
  );
};

const Limiters = ({ rows }: { readonly rows: readonly Limiter[] }) => {
  const text = useText();
  const number = useNumber();
  const share = useShare();
  const columns: readonly Column<Limiter>[] = [
    { label: text('before'), cell: ({ backend }) => backend },
    { label: text('inFlight'), numeric: true, cell: ({ inFlight, limit }) => `${inFlight} / ${number(limit, 0)}` },
    { label: text('leftOfRate'), numeric: true, cell: ({ lowestShare }) => share(lowestShare) },
    { label: text('shed'), numeric: true, cell: ({ shedPerMinute }) => number(shedPerMinute) },
  ];
  return (
    <Panel title={text('limiters')}>
      <Table
        label={text('limiters')}
        columns={columns}
        rows={rows}
        keyOf={({ backend }) => backend}
        empty={text('noLimiters')}
      />
    </Panel>
  );
};

const rowsOf = <T,>(services: readonly ServiceNode[], part: (service: ServiceNode) => readonly T[]): readonly Of<T>[] =>
  services.flatMap((service) => part(service).map((row) => ({ ...row, service: service.service })));

/** What holds work back, and how much of it. */
export const GuardTables = ({ services }: Pick<ServiceMap, 'services'>) => {
  return (
    <div className="columns">
      <Breakers rows={rowsOf(services, (service) => service.breakers)} />
      <Limiters rows={rowsOf(services, (service) => service.limiters)} />
      <Bulkheads rows={rowsOf(services, (service) => service.bulkheads)} />
    </div>
  );
};

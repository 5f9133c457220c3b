import { answered, api } from '../../api/client.ts';
import type { ServiceEdge } from '../data/types.ts';
import { useLive } from '../data/useLive.ts';
import { useSettings } from '../data/useSettings.ts';
import { useText } from '../text/index.ts';
import { Chip } from '../ui/Chip.tsx';
import { useNumber } from '../ui/format.ts';
import { Head } from '../ui/Head.tsx';
import { Panel } from '../ui/Panel.tsx';
import { type Column, Table } from '../ui/Table.tsx';
import { Trouble } from '../ui/Trouble.tsx';
import { GuardTables } from './GuardTables.tsx';
import { breakerTones } from './health.ts';
import { MapDrawing } from './MapDrawing.tsx';
import { ServiceTable } from './ServiceTable.tsx';

const Traffic = ({ edges }: { readonly edges: readonly ServiceEdge[] }) => {
  const text = useText();
  const number = useNumber();
  const columns: readonly Column<ServiceEdge>[] = [
    { label: text('from'), cell: ({ from }) => from },
    { label: text('to'), cell: ({ to }) => to },
    { label: text('kind'), cell: ({ kind }) => text(`way_${kind}`) },
    { label: text('what'), cell: ({ what }) => <span className="code">{what.join(', ')}</span> },
    {
      label: text('rate'),
      numeric: true,
      cell: ({ perSecond }) => (perSecond === null ? '–' : text('perSecond', { rate: number(perSecond, 2) })),
    },
    {
      label: text('breaker'),
      cell: ({ breaker }) =>
        breaker === null ? '–' : <Chip tone={breakerTones[breaker]}>{text(`state_${breaker}`)}</Chip>,
    },
  ];
  return (
    <Panel title={text('traffic')}>
      <details>
        <summary>{text('showTable')}</summary>
        <Table
          label={text('traffic')}
          columns={columns}
          rows={edges}
          keyOf={({ from, to, kind }) => `${from} ${to} ${kind}`}
          empty={text('nothingMeasured')}
        />
      </details>
    </Panel>
  );
};

/** The latest minute: who runs, who calls whom, and what holds back. */
export const MapPage = () => {
  const text = useText();
  const { data, error, refetch } = useLive({
    key: ['map'],
    ask: () => answered(api.GET('/api/operations/services')),
    everySeconds: useSettings()?.everySeconds ?? 2,
  });
  return (
    <>
      <Head title={text('serviceMap')}>{text('mapAbout')}</Head>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {!data && !error && <p className="quiet">{text('loading')}</p>}
      {data && (
        <>
          <Panel title={text('picture')}>
            <MapDrawing map={data} />
            <p className="quiet">{text('mapLegend')}</p>
          </Panel>
          <ServiceTable services={data.services} />
          <GuardTables services={data.services} />
          <Traffic edges={data.edges} />
        </>
      )}
    </>
  );
};

import type { Line } from '../charts/LineChart.tsx';
import type { Overview, ServiceFigures } from '../data/types.ts';
import { useText } from '../text/index.ts';
import { durationText } from '../ui/durations.ts';
import { useNumber } from '../ui/format.ts';
import { Panel } from '../ui/Panel.tsx';
import { Chart } from './Chart.tsx';
import { lately } from './figures.ts';

const milliseconds = (values: readonly (number | null)[]): readonly (number | null)[] =>
  values.map((value) => (value === null ? null : value * 1_000));

interface ServiceProps {
  readonly figures: ServiceFigures;
  readonly times: readonly string[];
}

const Service = ({ figures, times }: ServiceProps) => {
  const text = useText();
  const number = useNumber();
  const { service, up, replicas, requestsPerSecond, errorsPerSecond, messagesPerSecond } = figures;
  const lines: readonly Line[] = [
    { name: 'p50', values: milliseconds(figures.p50Seconds), colour: 1 },
    { name: 'p95', values: milliseconds(figures.p95Seconds), colour: 3 },
  ];
  const some = (value: number | null): string => (value === null ? '–' : number(value));
  return (
    <li className={up < replicas || up === 0 ? 'service ill' : 'service'}>
      <Chart
        title={service}
        lines={lines}
        times={times}
        valueText={durationText}
        height={110}
        foot={
          <p className="quiet rates">
            {text('replicasUp', { up, replicas })} · {text('perSecond', { rate: some(lately(requestsPerSecond)) })} ·{' '}
            {text('errorsPerSecond', { rate: some(lately(errorsPerSecond)) })} ·{' '}
            {text('messagesPerSecond', { rate: some(lately(messagesPerSecond)) })}
          </p>
        }
      />
    </li>
  );
};

/** How fast each service answers: half of its requests, and nearly all of them. */
export const ServiceCharts = ({ overview: { services, times } }: { readonly overview: Overview }) => {
  const text = useText();
  return (
    <Panel title={text('latency')}>
      <ul className="services">
        {services.map((figures) => (
          <Service key={figures.service} figures={figures} times={times} />
        ))}
      </ul>
    </Panel>
  );
};

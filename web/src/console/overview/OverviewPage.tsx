import { useState } from 'react';
import { useOverview } from '../data/useOverview.ts';
import { useText } from '../text/index.ts';
import { Head } from '../ui/Head.tsx';
import { Trouble } from '../ui/Trouble.tsx';
import { Promises } from './Promises.tsx';
import { ServiceCharts } from './ServiceCharts.tsx';
import { ShopCharts } from './ShopCharts.tsx';
import { Tiles } from './Tiles.tsx';

const spans = [5, 15, 60] as const;

interface SpanProps {
  readonly minutes: number;
  readonly choose: (minutes: number) => void;
}

const Span = ({ minutes, choose }: SpanProps) => {
  const text = useText();
  return (
    <label>
      {text('lastMinutes')}{' '}
      <select value={minutes} onChange={({ target }) => choose(Number(target.value))}>
        {spans.map((span) => (
          <option key={span} value={span}>
            {text('minutes', { count: span })}
          </option>
        ))}
      </select>
    </label>
  );
};

export const OverviewPage = () => {
  const text = useText();
  const [minutes, setMinutes] = useState<number>(15);
  const { data, error, refetch } = useOverview(minutes);
  return (
    <>
      <Head title={text('overview')} tools={<Span minutes={minutes} choose={setMinutes} />}>
        {text('overviewAbout')}
      </Head>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {data ? (
        <>
          <Tiles overview={data} />
          <ShopCharts overview={data} />
          <Promises promises={data.promises} />
          <ServiceCharts overview={data} />
        </>
      ) : (
        !error && <p className="quiet">{text('loading')}</p>
      )}
    </>
  );
};

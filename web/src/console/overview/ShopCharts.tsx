import { useMoney } from '../../ui/format.ts';
import type { Line } from '../charts/LineChart.tsx';
import type { Scale, Values } from '../charts/scale.ts';
import type { Overview, PromiseFigures } from '../data/types.ts';
import { useText } from '../text/index.ts';
import { useCompact, useNumber, useShare } from '../ui/format.ts';
import { Chart } from './Chart.tsx';

interface ChartProps {
  readonly overview: Overview;
}

const Orders = ({ overview: { times, shop } }: ChartProps) => {
  const text = useText();
  const number = useNumber();
  const lines: readonly Line[] = [
    { name: text('confirmed'), values: shop.ordersPerMinute, colour: 1 },
    { name: text('refusedOrders'), values: shop.refusedPerMinute, colour: 3 },
    { name: text('failedOrders'), values: shop.failedPerMinute, colour: 5 },
  ];
  return <Chart title={text('ordersPerMinute')} lines={lines} times={times} valueText={number} />;
};

const colours = [1, 2, 3, 4, 5, 6] as const;
const colourAt = (index: number) => colours[index % colours.length] ?? 1;

const Revenue = ({ overview: { times, shop } }: ChartProps) => {
  const text = useText();
  const money = useMoney();
  const lines = shop.revenue.map(({ currency, perMinute }, i): Line => ({
    name: currency,
    values: perMinute,
    colour: colourAt(i + 1),
  }));
  // Each currency has a scale of its own in truth; a shop that sells in one has one line.
  const currency = shop.revenue[0]?.currency ?? 'EUR';
  const valueText = (amount: number): string => money({ amount: Math.round(amount), currency });
  const tickText = useCompact();
  return (
    <Chart
      title={text('revenuePerMinute')}
      lines={lines}
      times={times}
      valueText={valueText}
      tickText={(amount) => tickText(amount / 100)}
    />
  );
};

/** Near the whole the interesting part is a sliver: then the chart shows that alone. */
const floorOf = (shares: Values): Scale => {
  const least = Math.min(1, ...shares.filter((share) => share !== null));
  return { from: [0.99, 0.9, 0.5].find((floor) => floor <= least) ?? 0, to: 1 };
};

const Success = ({ overview: { times, shop } }: ChartProps) => {
  const text = useText();
  const share = useShare();
  const lines: readonly Line[] = [{ name: text('checkouts'), values: shop.successRate, colour: 4 }];
  return (
    <Chart
      title={text('successRate')}
      lines={lines}
      times={times}
      valueText={share}
      range={floorOf(shop.successRate)}
    />
  );
};

/** The promises that fare worst: more lines nobody can tell apart. */
const mostLines = 4;
const worst = (promises: readonly PromiseFigures[]): readonly PromiseFigures[] =>
  promises.toSorted((a, b) => (b.now?.burn ?? -1) - (a.now?.burn ?? -1)).slice(0, mostLines);

const Burn = ({ overview: { times, promises } }: ChartProps) => {
  const text = useText();
  const number = useNumber();
  const lines = worst(promises).map(({ name, burn }, i): Line => ({
    name,
    values: burn,
    colour: colourAt(i),
  }));
  const valueText = (value: number): string => `${number(value, 2)}×`;
  return <Chart title={text('burn')} lines={lines} times={times} valueText={valueText} limit={1} />;
};

export const ShopCharts = ({ overview }: ChartProps) => (
  <div className="charts">
    <Orders overview={overview} />
    <Revenue overview={overview} />
    <Success overview={overview} />
    <Burn overview={overview} />
  </div>
);

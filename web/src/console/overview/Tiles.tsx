import { Link } from 'wouter';
import { useMoney } from '../../ui/format.ts';
import { Sparkline } from '../charts/Sparkline.tsx';
import type { Values } from '../charts/scale.ts';
import { useQueues } from '../data/useDeadLetters.ts';
import type { Overview } from '../data/types.ts';
import { useText } from '../text/index.ts';
import type { Tone } from '../ui/Chip.tsx';
import { useNumber, useShare } from '../ui/format.ts';
import { lately, successTone } from './figures.ts';

interface TileProps {
  readonly name: string;
  readonly value: string;
  readonly past?: Values;
  readonly tone?: Tone;
  /** Where to look closer. */
  readonly to?: string;
}

const Tile = ({ name, value, past, tone = 'calm', to }: TileProps) => (
  <div className={`tile ${tone}`}>
    <dt>{to === undefined ? name : <Link href={to}>{name}</Link>}</dt>
    <dd>{value}</dd>
    {past && <Sparkline values={past} />}
  </div>
);

const alarm = (count: number | null): Tone => (count !== null && count > 0 ? 'bad' : 'calm');

/** The shop in one look. */
export const Tiles = ({ overview: { shop, services } }: { readonly overview: Overview }) => {
  const text = useText();
  const number = useNumber();
  const share = useShare();
  const money = useMoney();
  const letters = useQueues().data?.reduce((sum, { messages }) => sum + messages, 0) ?? null;
  const [rate, success, revenue] = [lately(shop.ordersPerMinute), lately(shop.successRate), shop.revenue[0]];
  const earned = revenue && lately(revenue.perMinute);
  const [up, all] = [services.filter((s) => s.up > 0 && s.up === s.replicas).length, services.length];
  const some = (value: number | null): string => (value === null ? '–' : number(value));
  return (
    <dl className="tiles">
      <Tile name={text('ordersPerMinute')} value={some(rate)} past={shop.ordersPerMinute} />
      <Tile
        name={text('revenuePerMinute')}
        value={revenue && earned != null ? money({ amount: Math.round(earned), currency: revenue.currency }) : '–'}
        past={revenue?.perMinute ?? []}
      />
      <Tile
        name={text('successRate')}
        value={success === null ? '–' : share(success)}
        past={shop.successRate}
        tone={successTone(success)}
      />
      <Tile name={text('servicesUp')} value={`${up} / ${all}`} tone={up < all ? 'bad' : 'good'} to="/map" />
      <Tile name={text('parked')} value={some(shop.parked)} tone={alarm(shop.parked)} to="/parked" />
      <Tile name={text('letters')} value={some(letters)} tone={alarm(letters)} to="/letters" />
    </dl>
  );
};

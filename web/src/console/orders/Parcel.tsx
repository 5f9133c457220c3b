import type { Shipment } from '../data/types.ts';
import { useText } from '../text/index.ts';
import { useWhen } from '../ui/format.ts';
import { Chip, type Tone } from '../ui/Chip.tsx';
import { Panel } from '../ui/Panel.tsx';
import { Answer, type Asked } from './Answer.tsx';

const tones: Readonly<Record<Shipment['status'], Tone>> = {
  held: 'busy',
  ready: 'busy',
  dispatched: 'busy',
  delivered: 'good',
  cancelled: 'calm',
};

const Shown = ({ shipment }: { readonly shipment: Shipment }) => {
  const text = useText();
  const when = useWhen();
  const { status, carrier, trackingNumber, address, bookedAt, dispatchedAt, deliveredAt } = shipment;
  const moments = [
    ['bookedAt', bookedAt],
    ['dispatchedAt', dispatchedAt],
    ['deliveredAt', deliveredAt],
  ] as const;
  return (
    <dl className="list">
      <div>
        <dt>{text('status')}</dt>
        <dd>
          <Chip tone={tones[status]}>{text(`parcel_${status}`)}</Chip>
        </dd>
      </div>
      <div>
        <dt>{text('carrier')}</dt>
        <dd>
          {carrier} <span className="code">{trackingNumber}</span>
        </dd>
      </div>
      <div>
        <dt>{text('goesTo')}</dt>
        <dd>
          {address.postalCode} {address.city}, {address.country}
        </dd>
      </div>
      {moments.map(([name, at]) => (
        <div key={name}>
          <dt>{text(name)}</dt>
          <dd>{at === null ? '–' : when(at)}</dd>
        </div>
      ))}
    </dl>
  );
};

export const Parcel = ({ answer }: { readonly answer: Asked<Shipment> }) => {
  const text = useText();
  return (
    <Panel title={text('parcel')}>
      <Answer of={answer} none={text('noParcel')}>
        {(shipment) => <Shown shipment={shipment} />}
      </Answer>
    </Panel>
  );
};

import { useId } from 'react';
import type { ServiceEdge, ServiceMap, ServiceNode } from '../data/types.ts';
import { useText } from '../text/index.ts';
import { useNumber } from '../ui/format.ts';
import { edgeTone, healthOf, healthTones, openBreakers } from './health.ts';
import { type Layout, layoutOf, node, type Place, thickness, wayBetween } from './layout.ts';

const Ways = ({ edges, places }: Pick<Layout, 'places'> & { readonly edges: readonly ServiceEdge[] }) =>
  edges.map((edge) => {
    const [from, to] = [places.get(edge.from), places.get(edge.to)];
    if (!from || !to) return null;
    return (
      <path
        key={`${edge.kind} ${edge.from} ${edge.to}`}
        className={`way ${edge.kind} ${edgeTone(edge)}`}
        strokeWidth={thickness(edge.perSecond)}
        d={wayBetween(from, to)}
      />
    );
  });

const Node = ({ service, place }: { readonly service: ServiceNode; readonly place: Place }) => {
  const text = useText();
  const number = useNumber();
  const open = openBreakers(service).length;
  return (
    <g className={`node ${healthTones[healthOf(service)]}`} transform={`translate(${place.x} ${place.y})`}>
      <rect width={node.width} height={node.height} rx="8" />
      <circle cx="14" cy="19" r="4.5" />
      <text className="name" x="26" y="23">
        {service.service}
      </text>
      <text className="rate" x="12" y="43">
        {text('perSecond', { rate: number(service.requestsPerSecond + service.messagesPerSecond) })}
      </text>
      {open > 0 && (
        <text className="alarm" x={node.width - 12} y="43" textAnchor="end">
          {text('breakersOpen', { count: open })}
        </text>
      )}
    </g>
  );
};

/** Who calls whom, as a picture; the tables beside it say the same in words. */
export const MapDrawing = ({ map: { services, edges } }: { readonly map: ServiceMap }) => {
  const text = useText();
  const id = useId();
  const { width, height, places } = layoutOf(
    services.map(({ service }) => service),
    edges,
  );
  const down = services.filter((service) => healthOf(service) !== 'well').map(({ service }) => service);
  return (
    <div className="scroll" role="region" aria-label={text('serviceMap')} tabIndex={0}>
      <svg className="map" role="img" aria-labelledby={`${id}-title ${id}-desc`} viewBox={`0 0 ${width} ${height}`}>
        <title id={`${id}-title`}>{text('serviceMap')}</title>
        <desc id={`${id}-desc`}>
          {down.length === 0 ? text('mapAllWell') : text('mapNotWell', { services: down.join(', ') })}
        </desc>
        <Ways edges={edges} places={places} />
        {services.map((service) => {
          const place = places.get(service.service);
          return place && <Node key={service.service} service={service} place={place} />;
        })}
      </svg>
    </div>
  );
};

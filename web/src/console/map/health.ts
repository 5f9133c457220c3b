import type { ServiceEdge, ServiceNode } from '../data/types.ts';
import type { Tone } from '../ui/Chip.tsx';

export type Health = 'well' | 'ill' | 'down' | 'unknown';

/** Whether a service takes work: all of its replicas, some, or none. */
export const healthOf = ({ replicas }: Pick<ServiceNode, 'replicas'>): Health => {
  if (replicas.length === 0) return 'unknown';
  const well = replicas.filter(({ app, sidecar }) => app === 'ready' && sidecar === 'up').length;
  if (well === replicas.length) return 'well';
  return well > 0 ? 'ill' : 'down';
};

export const healthTones: Readonly<Record<Health, Tone>> = { well: 'good', ill: 'warn', down: 'bad', unknown: 'calm' };

type State = ServiceNode['breakers'][number]['state'];
export const breakerTones: Readonly<Record<State, Tone>> = { closed: 'good', 'half-open': 'warn', open: 'bad' };

/** Breakers that do not let everything through. */
export const openBreakers = ({ breakers }: Pick<ServiceNode, 'breakers'>): ServiceNode['breakers'] =>
  breakers.filter(({ state }) => state !== 'closed');

/** How a way looks: a breaker that is open matters more than what flows. */
export const edgeTone = ({ breaker, perSecond }: Pick<ServiceEdge, 'breaker' | 'perSecond'>): Tone => {
  if (breaker !== null && breaker !== 'closed') return breakerTones[breaker];
  return perSecond !== null && perSecond > 0 ? 'busy' : 'calm';
};

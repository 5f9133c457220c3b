import type { Sample } from './exposition.ts';
import type { Target } from './target.ts';

/** How one process looked. */
export interface ProcessLook extends Target {
  /** `unready`: it answers, but does not wish to be asked. */
  readonly state: 'ready' | 'unready' | 'down';
  /** Of one core, since the look before; null where that is not known. */
  readonly cpu: number | null;
  /** What it exposes, gauges above all; empty where it is down. */
  readonly samples: readonly Sample[];
}

/** How everything looked at one moment. */
export interface Look {
  readonly at: number;
  readonly processes: readonly ProcessLook[];
}

/** The values of a gauge in all processes of a service, with their labels. */
export const gaugesIn = (
  { processes }: Look,
  name: string,
  service?: string,
): readonly Pick<Sample, 'labels' | 'value'>[] =>
  processes
    .filter((process) => service === undefined || process.service === service)
    .flatMap(({ samples }) => samples.filter((sample) => sample.name === name));

import type { Slo } from './telemetry/slo-file.ts';
import { readSlos } from './telemetry/slo-file.ts';

export const loadFolder = 'loadtests/generated';

const entry = (slo: Slo): string => {
  const seconds = 'seconds' in slo ? `, seconds: ${slo.seconds}` : '';
  return `  '${slo.name}': { objective: ${slo.objective}${seconds} },`;
};

/** The numbers of `telemetry/slo.yaml` for k6, which reads no YAML. */
export const loadPromises = (slos: readonly Slo[] = readSlos()): string =>
  [
    '// Made from telemetry/slo.yaml by `npm run gen`. Objectives are per cent.',
    'export const promises = {',
    ...slos.map(entry),
    '} as const;',
    '',
  ].join('\n');

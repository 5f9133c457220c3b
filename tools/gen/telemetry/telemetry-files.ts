import { dashboards } from './dashboards/index.ts';
import { serviceRules } from './service-rules.ts';
import { readSlos } from './slo-file.ts';
import { sloRules } from './slo-rules.ts';

export const telemetryFolder = 'telemetry/generated';

/** What is generated from the tables of `telemetry/`, by path from the root. */
export const telemetryFiles = (): readonly (readonly [string, string])[] => {
  const slos = readSlos();
  return [
    [`${telemetryFolder}/rules/slo.yaml`, sloRules(slos)],
    [`${telemetryFolder}/rules/services.yaml`, serviceRules()],
    ...dashboards(slos).map(
      ([name, dashboard]) =>
        [`${telemetryFolder}/dashboards/${name}.json`, `${JSON.stringify(dashboard, null, 2)}\n`] as const,
    ),
  ];
};

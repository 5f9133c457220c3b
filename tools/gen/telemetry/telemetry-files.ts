import { dashboards } from './dashboards/index.ts';
import { alertsText, prometheusRule } from './prometheus-rules.ts';
import { serviceRules } from './service-rules.ts';
import { readSlos } from './slo-file.ts';
import { sloRules } from './slo-rules.ts';

export const telemetryFolder = 'telemetry/generated';
/** The same rules as objects of a cluster. */
export const clusterRulesFolder = 'k8s/monitoring';

/** What is generated from the tables of `telemetry/`, by path from the root. */
export const telemetryFiles = (): readonly (readonly [string, string])[] => {
  const slos = readSlos();
  const rules = { slo: sloRules(slos), services: serviceRules() };
  return [
    ...Object.entries(rules).map(([name, text]) => [`${telemetryFolder}/rules/${name}.yaml`, text] as const),
    ...Object.entries({ ...rules, alerts: alertsText() }).map(
      ([name, text]) => [`${clusterRulesFolder}/${name}.yaml`, prometheusRule(name, text)] as const,
    ),
    // For the operations service, which reads no YAML.
    [`${telemetryFolder}/promises.json`, `${JSON.stringify(slos, null, 2)}\n`],
    ...dashboards(slos).map(
      ([name, dashboard]) =>
        [`${telemetryFolder}/dashboards/${name}.json`, `${JSON.stringify(dashboard, null, 2)}\n`] as const,
    ),
  ];
};

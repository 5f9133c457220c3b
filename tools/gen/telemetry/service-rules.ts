import { serviceNames } from '@mercato/contracts/shared';
import { ruleFile, type Rule } from './rule-file.ts';

const parts = [
  { job: 'app', alert: 'ServiceDown', what: 'replica' },
  { job: 'daprd', alert: 'SidecarDown', what: 'sidecar' },
] as const;

/** One rule a service, since what is gone altogether has no series to be counted. */
const rules = parts.flatMap(({ job, alert, what }) =>
  serviceNames.map((service): Rule => ({
    alert,
    expr: `absent(up{job="${job}",service="${service}"} == 1)`,
    for: '1m',
    labels: { severity: 'page', service },
    annotations: {
      summary: `No ${what} of ${service} answers`,
      description: `For a minute Prometheus has reached no ${what} of ${service}.`,
      runbook_url: `docs/runbooks/${alert}.md`,
    },
  })),
);

export const serviceRules = (): string => ruleFile([{ name: 'services', rules }]);

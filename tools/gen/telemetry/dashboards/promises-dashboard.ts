import type { Slo } from '../slo-file.ts';
import type { Dashboard } from './dashboard.ts';
import { panel, stat } from './panel.ts';

const rowOf = ({ name, title }: Slo) => ({
  title: `${name}: ${title}`,
  panels: [
    stat('Budget left of 30 days', 'percentunit', `slo:period_error_budget_remaining:ratio{slo="${name}"}`),
    panel('Burn rate of the last hour', 'short', `slo:current_burn_rate:ratio{slo="${name}"}`),
    {
      title: 'Bad of all',
      unit: 'percentunit',
      queries: (['5m', '1h', '6h', '3d'] as const).map((window) => ({
        expr: `slo:sli_error:ratio_rate${window}{slo="${name}"}`,
        legend: window,
      })),
    },
  ],
});

/** What is left of every budget. */
export const promisesDashboard = (slos: readonly Slo[]): Dashboard => ({
  name: 'promises',
  title: 'Mercato: promises',
  variables: [],
  rows: [
    {
      title: 'Alerts',
      panels: [
        stat(
          'Firing',
          'short',
          'count by (alertname, severity) (ALERTS{alertstate="firing",severity=~"page|ticket"})',
          'severity',
          'alertname',
        ),
      ],
    },
    ...slos.map((slo) => rowOf(slo)),
  ],
});

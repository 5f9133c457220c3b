import { serviceNames } from '@mercato/contracts/shared';
import type { Slo } from '../slo-file.ts';
import { businessDashboard } from './business-dashboard.ts';
import { grafana } from './dashboard.ts';
import { promisesDashboard } from './promises-dashboard.ts';
import { sagaDashboard } from './saga-dashboard.ts';
import { serviceDashboard } from './service-dashboard.ts';

/** Every dashboard by its name. */
export const dashboards = (slos: readonly Slo[]): readonly (readonly [string, object])[] =>
  [
    ...serviceNames.map((service) => serviceDashboard(service)),
    businessDashboard(),
    sagaDashboard(),
    promisesDashboard(slos),
  ].map((dashboard) => [dashboard.name, grafana(dashboard)] as const);

import { writeFileSync } from 'node:fs';

/** What of a replica can be looked at. */
export interface Observed {
  readonly service: string;
  readonly appPort: number;
  readonly metricsPort: number;
}

/** Tells the operations service whom to look at, in the form of Prometheus' `file_sd_configs`. */
export function writeTargets(file: string, replicas: readonly Observed[]): void {
  const group = (service: string, job: 'app' | 'daprd', port: number) => ({
    targets: [`127.0.0.1:${port}`],
    labels: { service, job },
  });
  const groups = replicas.flatMap(({ service, appPort, metricsPort }) => [
    group(service, 'app', appPort),
    group(service, 'daprd', metricsPort),
  ]);
  writeFileSync(file, `${JSON.stringify(groups, undefined, 2)}\n`);
}

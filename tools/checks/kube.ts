import { apiServerPrograms } from '../toolbox/index.ts';
import type { Outcome } from './outcome.ts';
import { programsAreThere } from './programs.ts';
import { step, tests } from './steps.ts';

/** The chart on a real API server. Where no release can be downloaded, Kubernetes is built first: a quarter of an hour, once. */
export async function kubeSteps(): Promise<Outcome[]> {
  const programs = await step('kubernetes', () => programsAreThere(apiServerPrograms));
  return programs.failed === 0 ? [programs, await tests('kube')] : [programs];
}

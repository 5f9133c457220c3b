export { kubeSteps } from './kube.ts';
export { programsAreThere } from './programs.ts';
export { report, type Outcome } from './outcome.ts';
export { fastSteps, step, tests } from './steps.ts';

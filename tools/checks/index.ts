export { report, type Outcome } from './outcome.ts';
export { fastSteps, step, tests } from './steps.ts';

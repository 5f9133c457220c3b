import { kubeSteps, type Outcome, report, tests } from './checks/index.ts';

// Apart from `npm test`: where releases cannot be downloaded, Kubernetes itself is built first, once. `--pods` also runs
// the shop in real pods, which wants root, Debian and a quarter of an hour.
const outcomes: Outcome[] = await kubeSteps();
if (process.argv.includes('--pods')) outcomes.push(await tests('pods'));
process.exitCode = report(outcomes);

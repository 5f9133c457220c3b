import { fastSteps, kubeSteps, type Outcome, programsAreThere, report, step, tests } from './checks/index.ts';
import { planProgram } from './toolbox/index.ts';

const needed = [
  'daprd',
  'dapr',
  'sentry',
  'toxiproxy-server',
  'promtool',
  'prometheus',
  'amtool',
  'alertmanager',
  'stripe-mock',
  'helm',
  'helm-unittest',
  'kubeconform',
  'kube-score',
  'actionlint',
] as const;

const outcomes: Outcome[] = await fastSteps();
const tools = await step('tools', () => programsAreThere(needed, async () => `${await planProgram()} (plans infra/)`));
outcomes.push(tools);
if (tools.failed === 0) outcomes.push(await tests('integration'), await tests('e2e'));
// Apart, since some machines must build Kubernetes first.
if (process.argv.includes('--kube')) outcomes.push(...(await kubeSteps()));
process.exitCode = report(outcomes);

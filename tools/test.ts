import { fastSteps, report, step, tests, type Outcome } from './checks/index.ts';
import { say } from './shared/progress.ts';
import { getTools, planProgram } from './toolbox/index.ts';

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

async function toolsAreThere(): Promise<boolean> {
  try {
    for (const { name, version, source } of Object.values(await getTools(needed))) {
      say(`${name} ${version} (${source})`);
    }
    say(`${await planProgram()} (plans infra/)`);
    return true;
  } catch (error) {
    say(`✗ ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

const outcomes: Outcome[] = await fastSteps();
const tools = await step('tools', toolsAreThere);
outcomes.push(tools);
if (tools.failed === 0) outcomes.push(await tests('integration'), await tests('e2e'));
// Apart: where no release can be downloaded, Kubernetes is built first, which takes a quarter of an hour, once.
if (process.argv.includes('--kube')) outcomes.push(await tests('kube'));
process.exitCode = report(outcomes);

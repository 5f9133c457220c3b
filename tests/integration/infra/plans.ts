import { workFolder } from '@mercato/testkit/process';
import { join } from 'node:path';
import { account } from '../../support/terraform/aws-names.ts';
import { openWorkspace } from '../../support/terraform/plan.ts';
import { planProgram } from '../../../tools/toolbox/index.ts';
import { Planned } from './planned.ts';

type Environment = 'staging' | 'production';

/** A test's patience: where there is neither Terraform nor OpenTofu, one is built first. */
export const patienceMs = 15 * 60_000;

/** What each environment's plan makes, all in one account. */
export const planned = async <E extends Environment>(
  environments: readonly E[],
  ...more: readonly string[]
): Promise<Record<E, Planned>> => {
  const folder = workFolder('plan');
  const workspace = await openWorkspace(await planProgram(), join(folder.path, 'infra'));
  try {
    const plans: [E, Planned][] = [];
    for (const environment of environments) {
      const variables = [`-var-file=environments/${environment}.tfvars`, `-var=account_id=${account}`, ...more];
      plans.push([environment, new Planned(await workspace.plan(...variables))]);
    }
    return Object.fromEntries(plans) as Record<E, Planned>;
  } finally {
    workspace.stop();
    folder.remove();
  }
};

import { serviceNames } from '@mercato/contracts/shared';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { yamlIn } from '../conformance/files.ts';
import { ofKind, render, renderText, scenarios, valuesOf } from './render.ts';

const role = 'arn:aws:iam::123456789012:role/mercato-';
const account = z.object({ metadata: z.object({ annotations: z.record(z.string(), z.string()).default({}) }) });
const component = z.object({ spec: z.object({ metadata: z.array(z.object({ name: z.string() })) }) });
/** What a static key is called in the environment of AWS's SDKs, and in Dapr's components. */
const variables = /AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|SHARED_CREDENTIALS_FILE)/;
const fields = /^(accessKey|secretKey|sessionToken)$/i;

const rolesOf = async (...flags: string[]): Promise<readonly unknown[]> => {
  const accounts = ofKind(await render(...flags), 'ServiceAccount');
  return serviceNames.map(
    (name) => account.parse(accounts.get(name)).metadata.annotations['eks.amazonaws.com/role-arn'],
  );
};

describe('credentials of AWS', () => {
  it.each(scenarios)('come from no key that the chart writes down, with %s values', async (scenario) => {
    expect((await renderText('-f', valuesOf(scenario))).match(variables)).toBeNull();
  });

  it('are left to the SDK in every component, which then looks for a role', async () => {
    const components = ofKind(await render(), 'Component');
    expect(components.size).toBe(yamlIn('dapr/components/aws').length);
    for (const [name, each] of components)
      expect(
        component.parse(each).spec.metadata.filter((entry) => fields.test(entry.name)),
        name,
      ).toEqual([]);
  });

  it('are each service’s own role by IRSA, or by Pod Identity where the cluster knows the accounts', async () => {
    expect(await rolesOf('--set', `aws.rolePrefix=${role}`)).toEqual(serviceNames.map((name) => `${role}${name}`));
    expect(await rolesOf()).toEqual(serviceNames.map(() => undefined));
  });

  it('would be seen if there were a key', async () => {
    const text = await renderText('--set', 'dapr.env.AWS_ACCESS_KEY_ID=AKIDEXAMPLE');
    expect(text).toMatch(variables);
  });
});

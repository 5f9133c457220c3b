import { beforeAll, describe, expect, it } from 'vitest';
import { serviceNames } from '@mercato/contracts/shared';
import { committedPolicies } from '../../../tools/iam/policies.ts';
import { resourcesFile as resources } from '../../conformance/files.ts';
import { account, arnOf } from '../../support/terraform/aws-names.ts';
import { block, type Planned, statementsOf } from './planned.ts';
import { patienceMs, planned } from './plans.ts';

let production: Planned;
beforeAll(async () => {
  ({ production } = await planned(['production']));
}, patienceMs);

const policies = committedPolicies();
const services = Object.keys(policies);

describe('rights', () => {
  it('of each service are those that it was seen to use', () => {
    expect(production.texts('aws_iam_role', 'name', 'service')).toEqual(services.map((s) => `mercato-${s}`).toSorted());
  });

  it.each(services)('of %s are bound to its service account alone', (service) => {
    const { values } = production.of('aws_iam_role_policy', 'service').find(({ index }) => index === service)!;
    const expected = JSON.stringify(policies[service])
      .replaceAll('${account}', account)
      .replaceAll('arn:aws:s3:::mercato-archive', `arn:aws:s3:::mercato-archive-${account}`);
    expect(JSON.parse(String(values['policy']))).toEqual(JSON.parse(expected));
    const bound = production
      .of('aws_eks_pod_identity_association')
      .filter(({ values: v }) => v['role_arn'] === `arn:aws:iam::${account}:role/mercato-${service}`);
    expect(bound.map(({ values: v }) => [v['cluster_name'], v['namespace'], v['service_account']])).toEqual([
      ['mercato', 'ecommerce', service],
    ]);
  });

  it(
    'turn to a restored table, all of them',
    async () => {
      const { production: restored } = await planned(['production'], '-var=table=mercato-restored');
      expect(restored.texts('aws_dynamodb_table', 'name')).toEqual(['mercato-restored']);
      const written = JSON.stringify(restored.texts('aws_iam_role_policy', 'policy', 'service'));
      expect(written).toContain('table/mercato-restored');
      expect(written).not.toMatch(/table\/mercato\b(?!-)/);
    },
    patienceMs,
  );

  it('of the platform end at the queues, the tokens and the log that it needs', () => {
    const of = (name: string) =>
      statementsOf(
        production.of('aws_iam_role_policy', 'platform').find(({ index }) => index === name)?.values['policy'],
      );
    expect(
      of('keda-operator')
        .flatMap((s) => s.Resource)
        .toSorted(),
    ).toEqual(resources.queues.map((q) => arnOf('sqs', q.name)).toSorted());
    expect(of('external-secrets').flatMap((s) => s.Resource)).toHaveLength(2 * serviceNames.length);
    expect(JSON.stringify(of('external-secrets'))).not.toMatch(/signing-key|stripe|first-admin/);
    expect(of('fluent-bit').flatMap((s) => s.Action)).not.toContain('logs:CreateLogGroup');
    expect(of('opentelemetry-collector').flatMap((s) => s.Action)).toEqual([
      'xray:PutTraceSegments',
      'xray:PutTelemetryRecords',
    ]);
  });

  it('of the workflows are to push images, from one environment of one repository', () => {
    const role = production.one('aws_iam_role', 'name', 'mercato-push-images');
    expect(statementsOf(role['assume_role_policy'])[0]?.Condition).toEqual({
      StringEquals: {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': 'repo:example/mercato:environment:images',
      },
    });
    const actions = statementsOf(production.one('aws_iam_role_policy', 'name', 'push')['policy']).flatMap(
      (s) => s.Action,
    );
    expect(actions.filter((action) => !action.startsWith('ecr:') || action.includes('*'))).toEqual([]);
  });

  it('are never everything: an action or a resource with a bare star has its reason', () => {
    const wide = production
      .of('aws_iam_role_policy')
      .flatMap(({ address, values }) =>
        statementsOf(values['policy']).flatMap(({ Action, Resource, Condition }) =>
          [Resource].flat().includes('*') && Condition === undefined
            ? [Action].flat().map((a) => `${address} ${a}`)
            : [],
        ),
      );
    // X-Ray knows no resource that a segment would be written to.
    const known = /sts:GetCallerIdentity$|ecr:GetAuthorizationToken$|xray:Put\w+$|"aws-load-balancer-controller"\] /;
    expect(wide.filter((one) => !known.test(one))).toEqual([]);
  });
});

describe('secrets', () => {
  it('are there for every name that a service may read, and two tokens for each', () => {
    const read = services.flatMap((service) =>
      statementsOf(JSON.stringify(policies[service]))
        .filter(({ Action }) => [Action].flat().includes('secretsmanager:GetSecretValue'))
        .flatMap(({ Resource }) => [Resource].flat().map((arn) => arn.split(':').at(-1)!.replace('-??????', ''))),
    );
    const tokens = serviceNames.flatMap((s) => [`mercato/${s}/app-token`, `mercato/${s}/dapr-token`]);
    expect(production.texts('aws_secretsmanager_secret', 'name')).toEqual([...read, ...tokens].toSorted());
  });

  it('that sign are rotated every 30 days', () => {
    const rotated = production.of('aws_secretsmanager_secret_rotation');
    expect(rotated.map(({ index }) => String(index)).toSorted()).toEqual(['guest-signing-key', 'jwt-signing-key']);
    for (const { values } of rotated)
      expect(block(values, 'rotation_rules')).toMatchObject({ automatically_after_days: 30 });
  });
});

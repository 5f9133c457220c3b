import { serviceNames } from '@mercato/contracts/shared';
import { beforeAll, describe, expect, it } from 'vitest';
import { resourcesFile as resources } from '../../conformance/files.ts';
import { arnOf } from '../../support/terraform/aws-names.ts';
import { block, type Planned, type Values } from './planned.ts';
import { patienceMs, planned } from './plans.ts';

let production: Planned;
let staging: Planned;
beforeAll(async () => {
  ({ production, staging } = await planned(['production', 'staging']));
}, patienceMs);

describe('the network', () => {
  it('is the one of the plan, in two zones', () => {
    expect(production.texts('aws_vpc', 'cidr_block')).toEqual(['10.0.0.0/16']);
    expect(production.texts('aws_subnet', 'cidr_block', 'public')).toEqual(['10.0.0.0/24', '10.0.1.0/24']);
    expect(production.texts('aws_subnet', 'cidr_block', 'private')).toEqual(['10.0.10.0/24', '10.0.11.0/24']);
    expect(production.texts('aws_subnet', 'availability_zone', 'private')).toEqual(['us-east-1a', 'us-east-1b']);
  });

  it('has a way out in each zone in production, and one on staging', () => {
    expect([production, staging].map((plan) => plan.of('aws_nat_gateway').length)).toEqual([2, 1]);
    for (const plan of [production, staging]) expect(plan.of('aws_route', 'nat')).toHaveLength(2);
  });

  it('gives nobody an address in the world by itself, and keeps the Kubernetes API inside', () => {
    expect(production.of('aws_subnet').filter(({ values }) => values['map_public_ip_on_launch'] === true)).toEqual([]);
    expect(block(production.one('aws_eks_cluster', 'name', 'mercato'), 'vpc_config')).toMatchObject({
      endpoint_private_access: true,
      endpoint_public_access: false,
    });
  });
});

it('puts on Spot nodes only what tolerates them', () => {
  const groups = production.of('aws_eks_node_group').map(({ values }) => values);
  expect(groups.map((g) => [g['node_group_name'], g['capacity_type'], g['taint']])).toEqual([
    ['base', 'ON_DEMAND', []],
    ['spot-workers', 'SPOT', [{ key: 'lifecycle', value: 'Ec2Spot', effect: 'NO_SCHEDULE' }]],
  ]);
  expect(groups.map((g) => block(g, 'scaling_config')['min_size'])).toEqual([4, 2]);
});

it('lets no version of Kubernetes slide into paid support', () => {
  const cluster = production.one('aws_eks_cluster', 'name', 'mercato');
  expect(block(cluster, 'upgrade_policy')).toEqual({ support_type: 'STANDARD' });
});

describe('the edge', () => {
  it('lets an address ask 2000 times in five minutes, and knows the usual attacks', () => {
    const acl = production.one('aws_wafv2_web_acl', 'name', 'mercato');
    const rules = JSON.parse(String(acl['rule_json'])) as { Name: string; Priority: number; Statement: Values }[];
    expect(rules.find(({ Name }) => Name === 'RatePerAddress')?.Statement).toEqual({
      RateBasedStatement: { Limit: 2000, EvaluationWindowSec: 300, AggregateKeyType: 'IP' },
    });
    expect(rules.map(({ Name }) => Name)).toEqual(
      expect.arrayContaining([
        'AWSManagedRulesCommonRuleSet',
        'AWSManagedRulesKnownBadInputsRuleSet',
        'AWSManagedRulesSQLiRuleSet',
      ]),
    );
    expect(new Set(rules.map(({ Priority }) => Priority)).size).toBe(rules.length);
    expect(JSON.stringify(rules)).toContain('{"ActionToUse":{"Count":{}},"Name":"SizeRestrictions_BODY"}');
  });

  it('has a certificate where it has a name', () => {
    expect([production, staging].map((plan) => plan.texts('aws_acm_certificate', 'domain_name'))).toEqual([
      ['shop.example.com'],
      [],
    ]);
  });
});

describe('who watches', () => {
  it('hears of each dead-letter queue, of silence, and of money', () => {
    const alarms = production.of('aws_cloudwatch_metric_alarm').map(({ values }) => values);
    const letters = alarms.filter((a) => String(a['alarm_name']).includes('dead-letters'));
    expect(letters.map((a) => String((a['dimensions'] as Values)['QueueName'])).toSorted()).toEqual(
      resources.queues.map((q) => q.deadLetterQueue).toSorted(),
    );
    expect(production.one('aws_cloudwatch_metric_alarm', 'alarm_name', 'mercato/no-orders')).toMatchObject({
      treat_missing_data: 'breaching',
    });
    expect(production.one('aws_cloudwatch_metric_alarm', 'alarm_name', 'mercato/waf/blocked')).toMatchObject({
      threshold: 100,
      period: 60,
    });
    expect(alarms).toHaveLength(2 * resources.queues.length + 8);
    expect(staging.texts('aws_cloudwatch_metric_alarm', 'alarm_name')).not.toContain('mercato/no-orders');
    for (const alarm of alarms) expect(alarm['alarm_actions']).toEqual([arnOf('sns', 'mercato-alerts')]);
    const budget = production.one('aws_budgets_budget', 'name', 'mercato');
    expect((budget['notification'] as readonly Values[]).map((n) => String(n['threshold'])).toSorted()).toEqual([
      '100',
      '110',
      '80',
    ]);
  });

  it('keeps every log for 30 days, and who did what for more than a year', () => {
    const kept = production.of('aws_cloudwatch_log_group').map(({ values }) => values['retention_in_days']);
    expect(new Set(kept)).toEqual(new Set([30]));
    expect(production.of('aws_cloudtrail')[0]?.values).toMatchObject({ is_multi_region_trail: true });
  });

  it('finds every image scanned, and none changed under its name', () => {
    for (const { values } of production.of('aws_ecr_repository')) {
      expect(values['image_tag_mutability']).toBe('IMMUTABLE');
      expect(block(values, 'image_scanning_configuration')).toEqual({ scan_on_push: true });
    }
    expect(production.texts('aws_ecr_repository', 'name')).toEqual(serviceNames.map((s) => `mercato/${s}`).toSorted());
  });
});

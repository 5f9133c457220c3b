import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rootDir } from '../shared/paths.ts';
import { committedPolicies, policiesFrom } from './policies.ts';

describe('policiesFrom', () => {
  it('makes one for each service that called AWS, and none for tools', () => {
    const policies = policiesFrom({ cart: ['dynamodb:GetItem'], provisioner: ['sqs:CreateQueue'] });
    expect(Object.keys(policies)).toEqual(['cart']);
  });

  it('adds what is never seen in a short run on a laptop', () => {
    const policies = policiesFrom({ user: ['dynamodb:GetItem'] });
    const actions = policies['user']?.Statement.flatMap((s) => s.Action);
    expect(actions).toEqual(['dynamodb:DeleteItem', 'dynamodb:GetItem', 'secretsmanager:GetSecretValue']);
  });
});

describe('the committed policies', () => {
  const files = join(rootDir, 'services');
  const sources = (app: string): string =>
    readdirSync(join(files, app, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => readFileSync(join(files, app, 'src', file), 'utf8'))
      .join('\n');

  it.each(Object.entries(committedPolicies()))(
    'of %s names the secrets that its code reads, and no other',
    (app, policy) => {
      const arns = policy.Statement.find((s) => s.Sid === 'ReadSecrets')?.Resource ?? [];
      const named = arns.map((arn) => arn.replace(/^.*:secret:(.*)-\?{6}$/, '$1'));
      const code = sources(app);
      for (const name of named) expect(code).toContain(`'${name}'`);
      expect(named.length > 0).toBe(/secrets\.get\(|new RotatingSecret\(/.test(code));
    },
  );

  it.each(Object.entries(committedPolicies()))(
    'of %s allows nothing on everything but asking who it is',
    (_, policy) => {
      const wide = policy.Statement.filter((s) => s.Resource.includes('*'));
      expect(wide.flatMap((s) => s.Action).filter((action) => action !== 'sts:GetCallerIdentity')).toEqual([]);
      expect(JSON.stringify(policy)).not.toMatch(/"[a-z]+:\*"/);
    },
  );
});

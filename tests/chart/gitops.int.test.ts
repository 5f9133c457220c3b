import { serviceNames } from '@mercato/contracts/shared';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rootDir } from '../../tools/shared/paths.ts';
import { ofKind, render } from './render.ts';

const filesOf = (environment: string) =>
  ['values', 'images'].flatMap((name) => ['-f', join(rootDir, `k8s/gitops/${environment}/${name}.yaml`)]);

describe.each(['staging', 'production'])('what Argo CD makes of %s', (environment) => {
  it('is every service by digest, as a canary, scaled by KEDA, behind one Ingress', async () => {
    const all = await render(...filesOf(environment));
    expect([...ofKind(all, 'Rollout').keys()].toSorted()).toEqual(serviceNames.toSorted());
    expect(ofKind(all, 'HorizontalPodAutoscaler').size).toBe(0);
    expect(ofKind(all, 'ScaledObject').size).toBeGreaterThan(0);
    expect([...ofKind(all, 'Ingress').keys()]).toEqual(['gateway']);
    for (const [name, deployment] of ofKind(all, 'Deployment'))
      expect(JSON.stringify(deployment), name).toMatch(
        new RegExp(`"image":"\\d{12}\\.dkr\\.ecr\\.us-east-1\\.amazonaws\\.com/mercato/${name}@sha256:[0-9a-f]{64}"`),
      );
  });

  it('takes tokens from where Terraform put them', async () => {
    const secrets = ofKind(await render(...filesOf(environment)), 'ExternalSecret');
    const keys = [...secrets.values()].flatMap((one) =>
      [...JSON.stringify(one).matchAll(/"key":"([^"]+)"/g)].map(([, key = '']) => key),
    );
    expect(keys.toSorted()).toEqual(
      serviceNames.flatMap((name) => [`mercato/${name}/app-token`, `mercato/${name}/dapr-token`]).toSorted(),
    );
    expect(JSON.stringify([...secrets.values()])).toContain('"name":"aws-secrets-manager"');
  });
});

import { serviceNames } from '@mercato/contracts/shared';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Manifest, ofKind, render } from './render.ts';

const configMap = z.object({ data: z.object({ 'targets.json': z.string() }) });
const service = z.object({ spec: z.object({ clusterIP: z.string(), ports: z.array(z.object({ port: z.int() })) }) });

const groups = z.array(
  z.strictObject({
    targets: z.array(z.string().regex(/^[^:/]+:\d+$/)),
    labels: z.strictObject({ service: z.string(), job: z.enum(['app', 'daprd']) }),
  }),
);

let all: readonly Manifest[];
beforeAll(async () => {
  all = await render();
});

const told = (): string => configMap.parse(ofKind(all, 'ConfigMap').get('operations-targets')).data['targets.json'];

describe('whom the console looks at on a cluster', () => {
  it('is every service and its sidecar, in the form of Prometheus’ own file', () => {
    const seen = groups.parse(JSON.parse(told())).map(({ labels: { service: name, job } }) => `${name} ${job}`);
    expect(seen.toSorted()).toEqual(serviceNames.flatMap((name) => [`${name} app`, `${name} daprd`]).toSorted());
  });

  it('stands for all pods: each name is a headless Service that has that port', () => {
    const services = ofKind(all, 'Service');
    const named = groups.parse(JSON.parse(told()));
    for (const { targets } of named) {
      const [name = '', on = ''] = (targets[0] ?? '').split(':');
      const { spec } = service.parse(services.get(name));
      expect(spec.clusterIP).toBe('None');
      expect(spec.ports.map(({ port }) => port)).toContain(Number(on));
    }
  });
});

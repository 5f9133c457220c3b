import { describe, expect, it } from 'vitest';
import { helm, chart, namespace, release, renderText } from './render.ts';

const refused: readonly (readonly [what: string, flag: string, named: string])[] = [
  ['a key that is not known', 'replicaCount=3', 'replicaCount'],
  ['a misspelt one', 'image.tagg=1', 'tagg'],
  ['a privilege', 'services.order.privileged=true', 'privileged'],
  ['a security context', 'services.order.securityContext.runAsUser=0', 'securityContext'],
  ['a host path', 'services.order.hostPath=/etc', 'hostPath'],
  ['an image that a shell would run', 'image.repository=$(id)', 'image'],
  ['a tag with a line break', 'image.tag=1\n  hostNetwork: true', 'tag'],
  ['a digest that is none', 'services.order.digest=latest', 'digest'],
  ['a service named like no label', 'services.Order_1.port=1', 'Order_1'],
  ['a port beyond ports', 'services.order.port=70000', 'port'],
  ['no replicas', 'services.order.scale.min=0', 'min'],
  ['a CPU target beyond sense', 'services.order.scale.cpu=400', 'cpu'],
  ['a sidecar that lets less through than a batch of each queue', 'services.order.concurrency=5', 'concurrency'],
  ['a role that is none', 'aws.rolePrefix=admin', 'rolePrefix'],
  ['a region that is none', 'aws.region=mars', 'region'],
  ['a component that is not there', 'aws.endpoints.cache=http://x', 'cache'],
  ['an address range that is none', 'network.ingressCidrs={everywhere}', 'ingressCidrs'],
  ['no way to AWS', 'network.awsCidrs={}', 'awsCidrs'],
  ['a host that is none', 'ingress.hosts={https://shop}', 'hosts'],
  ['another engine', 'autoscaling.engine=cron', 'engine'],
  ['a collector without a port', 'telemetry.otlpEndpoint=http://collector', 'otlpEndpoint'],
  ['an environment variable that breaks out', 'services.order.env.a b=c', 'a b'],
];

describe('values.schema.json refuses', () => {
  it.each(refused)('%s', async (_, flag, named) => {
    const { code, stderr } = await helm('template', release, chart, '-n', namespace, '--set', flag);
    expect(code).not.toBe(0);
    expect(stderr).toContain(named);
  });

  it('not what is only unusual', async () => {
    const flags = ['services.order.env.NOTE=a "quoted": {{ value }} # text', 'image.tag=1.2.3-rc.1'];
    const text = await renderText(...flags.flatMap((flag) => ['--set-string', flag]));
    expect(text).toContain(String.raw`value: "a \"quoted\": {{ value }} # text"`);
  });
});

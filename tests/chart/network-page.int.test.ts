import { serviceNames } from '@mercato/contracts/shared';
import { beforeAll, describe, expect, it } from 'vitest';
import { readText } from '../conformance/files.ts';
import { policiesOf, type Policy } from './reach.ts';
import { render } from './render.ts';

type Rule = Policy['spec']['egress'][number] | Policy['spec']['ingress'][number];
type Peer = Policy['spec']['egress'][number]['to'][number];

const byRange: Readonly<Record<string, string>> = {
  '0.0.0.0/0': 'AWS’s endpoints, without the node’s metadata',
  '169.254.170.23/32': 'the Pod Identity agent',
};
const byNamespace: Readonly<Record<string, string>> = {
  'kube-system': '`kube-dns`',
  'dapr-system': 'Dapr’s operator, Sentry, placement, scheduler',
  observability: 'the collector, if there is one',
  monitoring: 'Prometheus',
};

/** A peer as the page calls it; `services` are pods of the release. */
const named = ({ ipBlock, namespaceSelector, podSelector }: Peer): string => {
  if (ipBlock !== undefined) return byRange[ipBlock.cidr] ?? 'load balancer’s subnets';
  const space = namespaceSelector?.matchLabels['kubernetes.io/metadata.name'];
  if (space !== undefined) return byNamespace[space] ?? space;
  return podSelector?.matchLabels['app.kubernetes.io/component'] === 'test' ? '`helm test`' : 'services';
};

const own = new Set<string>(serviceNames);
const appPorts = new Set([5000, 5001, 5002, 5003, 5004, 5005, 5006, 5007, 5010, 5011]);

const rowsOf = (rule: Rule, name: string): readonly string[] => {
  const peers = 'to' in rule ? rule.to : rule.from;
  return peers.flatMap((peer) =>
    rule.ports.map(({ port }) => {
      const other = named(peer);
      if (other === 'services') {
        const both =
          port === 50_002
            ? ['a service', 'the services that the contracts let it call']
            : ['the console', 'every service'];
        return name === 'test'
          ? `\`helm test\`|gateway|${port}`
          : `${both.join('|')}|${appPorts.has(port) ? 'app' : port}`;
      }
      if ('to' in rule)
        return `${own.has(name) ? 'every service' : '`helm test`'}|${other}|${other.startsWith('the collector') ? 'as named' : port}`;
      const isDoor = other !== 'Prometheus';
      return `${other}|${isDoor ? 'gateway' : 'every service'}|${!isDoor && appPorts.has(port) ? 'app' : port}`;
    }),
  );
};

let rendered: ReadonlySet<string>;
beforeAll(async () => {
  const policies = policiesOf(await render('--set', 'telemetry.otlpEndpoint=http://collector.observability:4317'));
  rendered = new Set(
    policies.flatMap(({ metadata, spec }) =>
      [...spec.ingress, ...spec.egress].flatMap((rule) =>
        rowsOf(rule, own.has(metadata.name) ? metadata.name : 'test'),
      ),
    ),
  );
});

const page = (): ReadonlySet<string> => {
  const [, section = ''] = readText('docs/kubernetes.md').split('## Who reaches whom');
  const [table = ''] = section.split('\n## ');
  const rows = table.matchAll(/^\| (?!from|---)(.+?) \| (.+?) \| (.+?) \| .+ \|$/gm);
  return new Set(
    Array.from(rows).flatMap(([, from, to, ports = '']) =>
      ports
        .replace(' UDP and TCP', '')
        .split(', ')
        .map((port) => `${from}|${to}|${port}`),
    ),
  );
};

describe('the page that says who reaches whom', () => {
  it('has a row for every rule of the rendered policies', () => {
    const told = page();
    expect([...rendered].filter((row) => !told.has(row))).toEqual([]);
  });

  it('and no row that no policy has', () => {
    expect([...page()].filter((row) => !rendered.has(row))).toEqual([]);
  });
});

import { z } from 'zod';
import type { Manifest } from './render.ts';

export interface Pod {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ip?: string;
}

const selector = z.strictObject({
  matchLabels: z.record(z.string(), z.string()).default({}),
  matchExpressions: z
    .array(z.strictObject({ key: z.string(), operator: z.literal('In'), values: z.array(z.string()) }))
    .default([]),
});
type Selector = z.infer<typeof selector>;

const peer = z.strictObject({
  namespaceSelector: selector.optional(),
  podSelector: selector.optional(),
  ipBlock: z.strictObject({ cidr: z.string(), except: z.array(z.string()).default([]) }).optional(),
});
const ports = z.array(z.strictObject({ protocol: z.enum(['TCP', 'UDP']), port: z.int() })).min(1);
const policy = z.object({
  metadata: z.object({ name: z.string(), namespace: z.string() }),
  spec: z.strictObject({
    podSelector: selector,
    policyTypes: z.tuple([z.literal('Ingress'), z.literal('Egress')]),
    // A rule without peers or ports would mean everybody or everything, so here there must be some.
    ingress: z.array(z.strictObject({ from: z.array(peer).min(1), ports })).default([]),
    egress: z.array(z.strictObject({ to: z.array(peer).min(1), ports })).default([]),
  }),
});
export type Policy = z.infer<typeof policy>;
type Peer = z.infer<typeof peer>;

export const policiesOf = (all: readonly Manifest[]): readonly Policy[] =>
  all.filter(({ kind }) => kind === 'NetworkPolicy').map((each) => policy.parse(each));

const selects = ({ matchLabels, matchExpressions }: Selector, labels: Pod['labels']): boolean =>
  Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
  matchExpressions.every(({ key, values }) => values.includes(labels[key] ?? ''));

const number = (ip: string): number => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

const within = (cidr: string, ip: string): boolean => {
  const [base = '', bits = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(bits));
  return Math.floor(number(ip) / size) === Math.floor(number(base) / size);
};

const isPeer = ({ namespaceSelector, podSelector, ipBlock }: Peer, pod: Pod, home: string): boolean => {
  if (ipBlock !== undefined) {
    const { ip } = pod;
    return ip !== undefined && within(ipBlock.cidr, ip) && !ipBlock.except.some((cidr) => within(cidr, ip));
  }
  const inNamespace = namespaceSelector
    ? selects(namespaceSelector, { 'kubernetes.io/metadata.name': pod.namespace })
    : pod.namespace === home;
  return inNamespace && (podSelector === undefined || selects(podSelector, pod.labels));
};

export interface Traffic {
  readonly from: Pod;
  readonly to: Pod;
  readonly port: number;
  readonly protocol?: 'TCP' | 'UDP';
}

/** As Kubernetes defines it: a pod that a policy selects is reached, and reaches, only as some policy's rule says. */
export const passes = (policies: readonly Policy[], { from, to, port, protocol = 'TCP' }: Traffic): boolean => {
  const has = (rule: { ports: z.infer<typeof ports> }): boolean =>
    rule.ports.some((each) => each.port === port && each.protocol === protocol);
  const on = (pod: Pod): readonly Policy[] =>
    policies.filter((each) => each.metadata.namespace === pod.namespace && selects(each.spec.podSelector, pod.labels));
  const out = on(from);
  const into = on(to);
  const leaves = out.some((each) =>
    each.spec.egress.some((rule) => has(rule) && rule.to.some((one) => isPeer(one, to, each.metadata.namespace))),
  );
  const enters = into.some((each) =>
    each.spec.ingress.some((rule) => has(rule) && rule.from.some((one) => isPeer(one, from, each.metadata.namespace))),
  );
  return (out.length === 0 || leaves) && (into.length === 0 || enters);
};

import { allowedCalls } from '@mercato/contracts';
import { serviceNames } from '@mercato/contracts/shared';
import { beforeAll, describe, expect, it } from 'vitest';
import { chartValues } from '../../tools/gen/chart/values-file.ts';
import { passes, type Pod, policiesOf, type Policy } from './reach.ts';
import { namespace, release, render } from './render.ts';

const instance = { 'app.kubernetes.io/instance': release };
const pod = (name: string): Pod => ({ namespace, labels: { ...instance, 'app.kubernetes.io/name': name } });
const stranger: Pod = { namespace, labels: { app: 'stranger' } };
const test: Pod = { namespace, labels: { ...instance, 'app.kubernetes.io/component': 'test' } };
const elsewhere = (name: string, labels: Pod['labels'] = {}): Pod => ({ namespace: name, labels });
const address = (ip: string): Pod => ({ namespace: 'outside', labels: {}, ip });
const dns = elsewhere('kube-system', { 'k8s-app': 'kube-dns' });

const sidecar = 50_002;
const port = { gateway: 5000, order: 5003, metrics: 9090, sidecarApi: 3500 };
const { services } = chartValues();
const appPort = (name: string): number => services[name]?.port ?? 0;
/** Looks at every process itself, as Prometheus does. */
const watcher = 'operations';

let policies: readonly Policy[];
beforeAll(async () => {
  policies = policiesOf(await render('--set', 'telemetry.otlpEndpoint=http://collector.observability:4317'));
});

const reaches = (from: Pod, to: Pod, on: number, protocol: 'TCP' | 'UDP' = 'TCP'): boolean =>
  passes(policies, { from, to, port: on, protocol });

describe('between services', () => {
  const allowed = new Set(allowedCalls.map(({ caller, callee }) => `${caller} ${callee}`));
  const pairs = serviceNames.flatMap((from) =>
    serviceNames.filter((to) => to !== from).map((to) => [from, to] as const),
  );

  it.each(pairs)('%s reaches the sidecar of %s exactly if a contract lets it call', (from, to) => {
    expect(reaches(pod(from), pod(to), sidecar)).toBe(allowed.has(`${from} ${to}`));
  });

  it.each(pairs)(
    '%s reaches neither the app of %s, unless it looks at all of them, nor its sidecar’s own API',
    (from, to) => {
      for (const on of [port.sidecarApi, 50_001]) expect(reaches(pod(from), pod(to), on)).toBe(false);
      for (const on of [appPort(to), port.metrics]) expect(reaches(pod(from), pod(to), on)).toBe(from === watcher);
    },
  );

  it('the console sees its own other replicas, and at no port but those that show figures', () => {
    for (const on of [appPort(watcher), port.metrics]) expect(reaches(pod(watcher), pod(watcher), on)).toBe(true);
    expect(reaches(pod(watcher), pod('order'), appPort('payment'))).toBe(false);
    expect(reaches(stranger, pod(watcher), appPort(watcher))).toBe(false);
  });
});

describe('a service', () => {
  const order = pod('order');

  it('asks DNS by both protocols, and nobody else of its namespace', () => {
    expect(reaches(order, dns, 53, 'UDP')).toBe(true);
    expect(reaches(order, dns, 53)).toBe(true);
    expect(reaches(order, elsewhere('kube-system', { 'k8s-app': 'metrics-server' }), 53, 'UDP')).toBe(false);
  });

  it('asks the parts of the control plane that its sidecar needs', () => {
    const plane = (app: string): Pod => elsewhere('dapr-system', { app });
    expect(reaches(order, plane('dapr-operator'), 6500)).toBe(true);
    expect(reaches(order, plane('dapr-sentry'), 50_001)).toBe(true);
    expect(reaches(order, plane('dapr-sidecar-injector'), 4000)).toBe(false);
    expect(reaches(plane('dapr-operator'), order, port.sidecarApi)).toBe(false);
  });

  it('reaches AWS by TLS, its credentials’ agent, and not the node’s role', () => {
    expect(reaches(order, address('52.94.0.1'), 443)).toBe(true);
    expect(reaches(order, address('52.94.0.1'), 80)).toBe(false);
    expect(reaches(order, address('169.254.170.23'), 80)).toBe(true);
    expect(reaches(order, address('169.254.169.254'), 80)).toBe(false);
    expect(reaches(order, address('169.254.169.254'), 443)).toBe(false);
  });

  it('sends spans to the collector, and is scraped by Prometheus alone', () => {
    expect(reaches(order, elsewhere('observability'), 4317)).toBe(true);
    for (const on of [port.order, port.metrics]) {
      expect(reaches(elsewhere('monitoring'), order, on)).toBe(true);
      expect(reaches(elsewhere('default'), order, on)).toBe(false);
    }
    expect(reaches(elsewhere('monitoring'), order, port.sidecarApi)).toBe(false);
  });
});

describe('from outside', () => {
  it('the load balancer reaches the gateway, and nobody else', () => {
    expect(reaches(address('10.0.0.17'), pod('gateway'), port.gateway)).toBe(true);
    expect(reaches(address('10.0.0.17'), pod('order'), port.order)).toBe(false);
    expect(reaches(address('10.0.10.17'), pod('gateway'), port.gateway)).toBe(false);
    expect(reaches(address('203.0.113.9'), pod('gateway'), port.gateway)).toBe(false);
  });

  it('the test of the chart does too, and goes nowhere else', () => {
    expect(reaches(test, pod('gateway'), port.gateway)).toBe(true);
    expect(reaches(test, pod('order'), sidecar)).toBe(false);
    expect(reaches(test, address('52.94.0.1'), 443)).toBe(false);
  });
});

describe('a stranger in the namespace', () => {
  it('reaches nobody and is reached by nobody', () => {
    for (const name of serviceNames) expect(reaches(stranger, pod(name), sidecar)).toBe(false);
    expect(reaches(stranger, address('52.94.0.1'), 443)).toBe(false);
    expect(reaches(elsewhere('default'), stranger, 8080)).toBe(false);
  });

  it('would reach what it likes without the first policy', () => {
    const without = policies.filter(({ metadata }) => metadata.name !== 'default-deny');
    expect(passes(without, { from: stranger, to: address('52.94.0.1'), port: 443 })).toBe(true);
  });
});

import { serviceNames } from '@mercato/contracts/shared';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chartValues } from '../../tools/gen/chart/values-file.ts';
import { chart, namespace, parseManifests, release, renderText, scenarios, valuesOf } from '../chart/render.ts';
import { type KubeWorld, startApiServer } from './cluster/world.ts';

let world: KubeWorld;
beforeAll(async () => {
  world = await startApiServer(namespace);
});
afterAll(() => world.stop());

const kubectl = (args: readonly string[], input?: string) => world.cluster.kubectl(['-n', namespace, ...args], input);
const helm = (...args: string[]) => world.cluster.helm(...args, '-n', namespace);
/** The gate before every installation: Helm itself lets unknown fields of Dapr's resources through. */
const dryRun = (text: string) =>
  kubectl(['apply', '--dry-run=server', '--validate=strict', '--warnings-as-errors', '-f', '-'], text);

describe('the API server, asked strictly before anything is installed', () => {
  it.each(['default', ...scenarios] as const)('takes all of it, with %s values', async (scenario) => {
    const text = await renderText(...(scenario === 'default' ? [] : ['-f', valuesOf(scenario)]));
    const { code, stdout, stderr } = await dryRun(text);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(parseManifests(text).length);
  });

  it.each([
    ['a field that Resiliency does not have', 'maxInterval: 1s', 'maxIntervall: 1s', 'unknown field'],
    ['a misspelt probe', 'readinessProbe:', 'readinesProbe:', 'unknown field'],
    ['a pod that may be root', 'runAsNonRoot: true', 'runAsNonRoot: false', 'violate PodSecurity'],
    ['a pod that keeps its privileges', 'capabilities: { drop: [ALL] }', '', 'violate PodSecurity'],
    ['a number that is none', 'maxRetries: 3', 'maxRetries: three', 'maxRetries'],
  ])('refuses %s', async (_, right, wrong, reason) => {
    const text = await renderText();
    expect(text).toContain(right);
    const { code, stderr } = await dryRun(text.replaceAll(right, wrong));
    expect(code).not.toBe(0);
    expect(stderr).toContain(reason);
  });

  it('while Helm alone installs a field that Dapr does not know, and says nothing', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'mercato-chart-'));
    cpSync(chart, copy, { recursive: true });
    const file = join(copy, 'files/dapr/resiliency.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('maxInterval: 1s', 'maxIntervall: 1s'));
    const { code, stderr } = await helm('upgrade', '--install', 'unchecked', copy, '--dry-run=server');
    rmSync(copy, { recursive: true });
    expect(code, stderr).toBe(0);
  });
});

const { defaults, services } = chartValues();
const leastPods = Object.values(services).reduce((sum, each) => sum + (each.scale?.min ?? defaults.scale?.min ?? 0), 0);

const deployments = async (): Promise<readonly string[]> =>
  (await kubectl(['get', 'deployments', '-o', 'name'])).stdout
    .trim()
    .split('\n')
    .filter((line) => line !== '');

const envOfOrder = async (): Promise<string> =>
  (await kubectl(['get', 'deployment', 'order', '-o', 'jsonpath={.spec.template.spec.containers[0].env}'])).stdout;

const tokenOfOrder = async (): Promise<string> =>
  (await kubectl(['get', 'secret', 'order-app-token', '-o', 'jsonpath={.data.token}'])).stdout;

describe('a release', () => {
  it('is installed, and every pod of it is admitted', async () => {
    const { code, stderr } = await helm('install', release, chart, '--set', 'autoscaling.engine=none');
    expect(stderr).not.toMatch(/would violate/);
    expect(code, stderr).toBe(0);
    expect(await deployments()).toHaveLength(serviceNames.length);
    const pods = async () => (await kubectl(['get', 'pods', '-o', 'name'])).stdout.trim().split('\n').length;
    await expect.poll(pods, { timeout: 30_000 }).toBe(leastPods);
  });

  it('is upgraded without new tokens, and rolled back', async () => {
    const token = await tokenOfOrder();
    expect(token).toMatch(/^\S{40,}$/);
    const upgraded = await helm('upgrade', release, chart, '--set', 'services.order.env.NOTE=second');
    expect(upgraded.code, upgraded.stderr).toBe(0);
    expect(await envOfOrder()).toContain('second');
    expect(await tokenOfOrder()).toBe(token);
    const { code, stderr } = await helm('rollback', release, '1');
    expect(code, stderr).toBe(0);
    expect(await envOfOrder()).not.toContain('second');
    expect(await tokenOfOrder()).toBe(token);
  });

  it('leaves the number of replicas alone while an autoscaler has it', async () => {
    const scaled = await helm('upgrade', release, chart, '--reset-values');
    expect(scaled.code, scaled.stderr).toBe(0);
    expect((await kubectl(['scale', 'deployment/order', '--replicas=7'])).code).toBe(0);
    const { code, stderr } = await helm('upgrade', release, chart, '--set', 'services.order.env.NOTE=third');
    expect(code, stderr).toBe(0);
    const replicas = await kubectl(['get', 'deployment', 'order', '-o', 'jsonpath={.spec.replicas}']);
    expect(replicas.stdout).toBe('7');
  });

  it('is uninstalled, and nothing of it stays', async () => {
    const { code, stderr } = await helm('uninstall', release);
    expect(code, stderr).toBe(0);
    const kinds = 'deployments,services,secrets,serviceaccounts,networkpolicies,poddisruptionbudgets,hpa';
    const left = await kubectl(['get', `${kinds},components,configurations,subscriptions,resiliencies`, '-o', 'name']);
    expect(left.stdout.trim().split('\n')).toEqual(['serviceaccount/default']);
  });
});

describe('Pod Security', () => {
  const pod = (security: object): string =>
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'intruder' },
      spec: { containers: [{ name: 'app', image: 'x', securityContext: security }] },
    });

  it.each([
    ['root', { runAsUser: 0 }],
    ['privileged', { privileged: true }],
    ['without a word about itself', {}],
  ])('refuses a pod that is %s', async (_, security) => {
    const { code, stderr } = await kubectl(['apply', '-f', '-'], pod(security));
    expect(code).not.toBe(0);
    expect(stderr).toContain('violates PodSecurity "restricted');
  });

  it('admits the same pod where nobody enforces it', async () => {
    const { code, stderr } = await world.cluster.kubectl(['-n', 'default', 'apply', '-f', '-'], pod({}));
    expect(code, stderr).toBe(0);
  });
});

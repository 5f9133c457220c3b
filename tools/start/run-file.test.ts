import { isAbsolute } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appName, parseReplicas, portsOf, readRunFile, withAbsolutePaths, withReplicas } from './run-file.ts';

const file = readRunFile();

describe('the run file', () => {
  it('starts every app under the supervisor, by its own name', () => {
    for (const app of file.apps) {
      expect(app.command).toEqual(['sh', 'tools/supervise.sh', app.appID, 'node', `services/${app.appID}/src/main.ts`]);
    }
  });

  it('gives every app, and up to five replicas of each, ports of their own below the ephemeral range', () => {
    const all = withReplicas(file, new Map(file.apps.map(({ appID }) => [appID, 5])));
    const ports = all.apps.flatMap(portsOf);
    expect(new Set(ports).size).toBe(ports.length);
    expect(Math.max(...ports)).toBeLessThan(32_768);
  });
});

describe('withReplicas', () => {
  it('adds replicas of the same app id under names of their own', () => {
    const { apps } = withReplicas(file, new Map([['order', 2]]));
    const orders = apps.filter(({ appID }) => appID === 'order');
    expect(orders.map(appName)).toEqual(['order', 'order-2']);
    expect(orders.map(({ appPort }) => appPort)).toEqual([5003, 5103]);
    expect(apps).toHaveLength(file.apps.length + 1);
  });
});

describe('parseReplicas', () => {
  it.each([
    ['', []],
    ['order=2,product=3', ['order', 2, 'product', 3]],
  ])('%j', (text, expected) => expect([...parseReplicas(text, ['order', 'product'])].flat()).toEqual(expected));
  it.each([
    ['basket=2', 'no service "basket"'],
    ['order', 'is not 1 to 5'],
    ['order=9', 'is not 1 to 5'],
    ['order=0', 'is not 1 to 5'],
  ])('refuses %j', (text, reason) => expect(() => parseReplicas(text, ['order'])).toThrow(reason));
});

describe('withAbsolutePaths', () => {
  it('leaves no path that depends on where the file lies', () => {
    const { common, apps } = withAbsolutePaths(file, '/shop/dapr');
    const paths = [...common.resourcesPaths, common.configFilePath, common.runtimePath, apps[0]?.appDirPath ?? ''];
    expect(paths.filter((path) => !isAbsolute(path))).toEqual([]);
    expect(common.resourcesPaths).toEqual(['/shop/dapr/components/local', '/shop/dapr/subscriptions', '/shop/dapr']);
    expect(common.runtimePath).toBe('/shop/.mercato/run');
  });
});

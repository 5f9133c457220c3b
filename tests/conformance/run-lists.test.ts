import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { serviceNames } from '@mercato/contracts/shared';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { rootDir } from '../../tools/shared/paths.ts';
import { readYaml } from './files.ts';

// The part of Tye's format that is used here, closed: Tye refuses what it does not know.
const tyeFile = z.strictObject({
  name: z.string(),
  extensions: z.array(
    z.strictObject({ name: z.literal('dapr'), 'log-level': z.string(), 'components-path': z.string() }),
  ),
  services: z.array(
    z.strictObject({
      name: z.string(),
      executable: z.string(),
      args: z.string(),
      workingDirectory: z.string(),
      env: z.array(z.strictObject({ name: z.string(), value: z.string() })),
      bindings: z.array(z.strictObject({ protocol: z.string(), host: z.string(), port: z.int() })).length(1),
    }),
  ),
});

const runFile = z.object({
  apps: z.array(
    z.object({
      appID: z.string(),
      appPort: z.int(),
      daprHTTPPort: z.int(),
      daprGRPCPort: z.int(),
      daprInternalGRPCPort: z.int(),
      metricsPort: z.int(),
      appMaxConcurrency: z.int(),
      command: z.array(z.string()),
    }),
  ),
});

const ports: Readonly<Record<(typeof serviceNames)[number], number>> = {
  gateway: 5000,
  user: 5001,
  product: 5002,
  order: 5003,
  notification: 5004,
  payment: 5005,
  cart: 5006,
  shipping: 5007,
  analytics: 5010,
  operations: 5011,
};

const { apps } = runFile.parse(readYaml('dapr/dapr.yaml'));
const tye = tyeFile.parse(readYaml('tye.yaml'));

test('every service of the repository is run by Dapr and known to Tye, and nothing else is', () => {
  const folders = readdirSync(join(rootDir, 'services')).toSorted();
  expect(folders).toEqual([...serviceNames].toSorted());
  expect(apps.map((a) => a.appID).toSorted()).toEqual(folders);
  expect(tye.services.map((s) => s.name).toSorted()).toEqual(folders);
});

describe.each(apps)('$appID', (app) => {
  const entry = `services/${app.appID}/src/main.ts`;
  const inTye = tye.services.find((s) => s.name === app.appID);

  test('listens where the design says, in both lists', () => {
    expect(app.appPort).toBe(ports[app.appID as keyof typeof ports]);
    expect(inTye?.bindings[0]?.port).toBe(app.appPort);
    expect(inTye?.env).toEqual([
      { name: 'APP_PORT', value: String(app.appPort) },
      { name: 'DAPR_HTTP_PORT', value: String(app.daprHTTPPort) },
      { name: 'DAPR_GRPC_PORT', value: String(app.daprGRPCPort) },
    ]);
  });

  test('starts the same file in both', () => {
    expect(app.command.slice(-2)).toEqual(['node', entry]);
    expect([inTye?.executable, inTye?.args]).toEqual(['node', entry]);
    expect(existsSync(join(rootDir, entry))).toBe(true);
  });

  test('can take a batch of each of its queues and still answer calls', () => {
    expect(app.appMaxConcurrency).toBeGreaterThanOrEqual(25);
  });
});

test('no two of them share a port', () => {
  const taken = apps.flatMap((a) => [a.appPort, a.daprHTTPPort, a.daprGRPCPort, a.daprInternalGRPCPort, a.metricsPort]);
  expect(new Set(taken).size).toBe(taken.length);
});

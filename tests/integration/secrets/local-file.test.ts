import { writeFileSync } from 'node:fs';
import { workFolder } from '@mercato/testkit/process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DaprWorld, startDaprWorld } from '../../support/dapr-world.ts';

const folder = workFolder('secrets');
const file = `${folder.path}/secrets.json`;
const files = ['components/local/secrets.yaml'];
const env = { SECRETS_FILE: file };

let world: DaprWorld;
beforeAll(async () => {
  writeFileSync(file, JSON.stringify({ 'jwt-signing-key': 'line 1\nline 2' }));
  world = await startDaprWorld();
  world.onStop(() => folder.remove());
});
afterAll(() => world.stop());

it('gives a secret to an app in scope, and says which one it has not', async () => {
  const { platform } = await world.sidecar({ appId: 'user', files, env });
  expect(await platform.secrets.get('jwt-signing-key')).toBe('line 1\nline 2');
  await expect(platform.secrets.get('no-such-secret')).rejects.toThrow('no-such-secret');
});

// Dapr reads the file when its sidecar starts, and never again: on a laptop a rotation needs new sidecars, though no new
// apps. On AWS it does not: secrets-manager.test.ts.
it('gives what a rotation wrote into the file once the sidecar is a new one, whatever the age of the app', async () => {
  const before = await world.sidecar({ appId: 'cart', files, env });
  writeFileSync(file, JSON.stringify({ 'jwt-signing-key': 'rotated' }));
  expect(await before.platform.secrets.get('jwt-signing-key')).toContain('line 1');
  const after = await world.sidecar({ appId: 'cart', files, env });
  expect(await after.platform.secrets.get('jwt-signing-key')).toBe('rotated');
});

it('gives nothing to an app out of scope', async () => {
  const { platform } = await world.sidecar({ appId: 'order', files, env });
  await expect(platform.secrets.get('jwt-signing-key')).rejects.toMatchObject({ code: 'dependency.unavailable' });
});

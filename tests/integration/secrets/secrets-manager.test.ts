import { acceptedAt, parseKeyRing, RotatingSecret, signingAt } from '@mercato/kit/secrets';
import { FakeClock } from '@mercato/testkit';
import { callJson } from '@mercato/queues/aws';
import { nextRing, purposes } from '../../../tools/rotate-key/next-ring.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DaprWorld, type Sidecar, startDaprWorld } from '../../support/dapr-world.ts';

const files = ['components/aws/secrets.yaml'];

let world: DaprWorld;
beforeAll(async () => {
  world = await startDaprWorld({ choice: 'ministack' });
  await secretsManager('CreateSecret', { Name: 'jwt-signing-key', SecretString: 'line 1\nline 2' });
});
afterAll(() => world.stop());

const secretsManager = (action: string, body: object): Promise<unknown> =>
  callJson(
    {
      url: world.aws.endpoints.secrets ?? '',
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    { service: 'secretsmanager', target: `secretsmanager.${action}`, version: '1.1', body },
  );

/** As on AWS, but for where the API is. */
const atMinistack = (_: string, text: string): string =>
  text.replace(/^ {2}metadata:\n {4}-/m, `  metadata:\n    - name: endpoint\n      value: ${secretsUrl()}\n    -`);
const secretsUrl = (): string => world.aws.endpoints.secrets ?? '';

const sidecarOf = (appId: 'user' | 'cart' | 'order', resources = files): Promise<Sidecar> =>
  world.sidecar({ appId, files: resources, edit: atMinistack });

it('gives a secret to an app in scope, and says which one it has not', async () => {
  const { platform } = await sidecarOf('user');
  expect(await platform.secrets.get('jwt-signing-key')).toBe('line 1\nline 2');
  await expect(platform.secrets.get('no-such-secret')).rejects.toThrow('no-such-secret');
});

it('gives the new value after a rotation, without a restart', async () => {
  const { platform } = await sidecarOf('cart');
  expect(await platform.secrets.get('jwt-signing-key')).toContain('line 1');
  await secretsManager('PutSecretValue', { SecretId: 'jwt-signing-key', SecretString: 'rotated' });
  expect(await platform.secrets.get('jwt-signing-key')).toBe('rotated');
});

it('lets a running service sign with a rotated key, while what the old one signed stays good', async () => {
  const name = 'jwt-signing-key-of-a-test';
  const { makeKey, lifetimeMs } = purposes['jwt-signing-key']!;
  const first = makeKey();
  await secretsManager('CreateSecret', { Name: name, SecretString: first });
  const { platform } = await sidecarOf('user');
  const clock = new FakeClock();
  const secret = new RotatingSecret({ secrets: platform.secrets, name, parse: parseKeyRing, clock });
  const signing = async () => signingAt(await secret.get(), clock.now()).key;
  const old = await signing();

  const next = nextRing(first, { makeKey, lifetimeMs }, { now: clock.now() });
  await secretsManager('PutSecretValue', { SecretId: name, SecretString: next });
  clock.advance(14 * 60_000);
  expect(await signing()).toBe(old.trim());
  expect(await secret.get()).toHaveLength(2);
  clock.advance(2 * 60_000);
  expect(await signing()).not.toBe(old.trim());
  expect(acceptedAt(await secret.get(), clock.now(), lifetimeMs)).toHaveLength(2);
});

it('gives nothing to an app out of scope', async () => {
  const { platform } = await sidecarOf('order');
  await expect(platform.secrets.get('jwt-signing-key')).rejects.toMatchObject({ code: 'dependency.unavailable' });
});

it('gives nothing without the component', async () => {
  const { platform } = await sidecarOf('user', []);
  await expect(platform.secrets.get('jwt-signing-key')).rejects.toMatchObject({ code: 'dependency.unavailable' });
});

import { callJson } from '../../../tools/local-aws/aws-request.ts';
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

it('gives nothing to an app out of scope', async () => {
  const { platform } = await sidecarOf('order');
  await expect(platform.secrets.get('jwt-signing-key')).rejects.toMatchObject({ code: 'dependency.unavailable' });
});

it('gives nothing without the component', async () => {
  const { platform } = await sidecarOf('user', []);
  await expect(platform.secrets.get('jwt-signing-key')).rejects.toMatchObject({ code: 'dependency.unavailable' });
});

import { awsSecretVersions } from '../../../infra/functions/rotate-secret/aws-secret-versions.ts';
import { rotate } from '../../../infra/functions/rotate-secret/rotate.ts';
import { callJson } from '@mercato/queues/aws';
import { parseKeyRing } from '@mercato/kit/secrets';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DaprWorld, startDaprWorld } from '../../support/dapr-world.ts';

const name = 'guest-signing-key';
const token = '11111111-2222-4333-8444-555555555555';
const endpoint = () => ({
  url: world.aws.endpoints.secrets ?? '',
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

let world: DaprWorld;
beforeAll(async () => {
  world = await startDaprWorld({ choice: 'ministack' });
  const body = { Name: name, SecretString: 'the first key' };
  await callJson(endpoint(), {
    service: 'secretsmanager',
    target: 'secretsmanager.CreateSecret',
    version: '1.1',
    body,
  });
});
afterAll(() => world.stop());

it('has no version that nobody put', async () => {
  const versions = awsSecretVersions(endpoint());
  expect(await versions.read(name, 'AWSPENDING', token)).toBeUndefined();
  expect(await versions.read(name, 'AWSCURRENT')).toBe('the first key');
});

// Secrets Manager labels the version before it calls the function; here the first put does.
it('takes a rotation from the pending version to the current one, through the real API', async () => {
  const versions = awsSecretVersions(endpoint());
  const begun = { ...versions, describe: async () => ({ name, stages: { [token]: ['AWSPENDING'] } }) };
  const step = { SecretId: name, ClientRequestToken: token };
  const now = Date.parse('2026-11-28T12:00:00Z');
  await rotate(begun, { ...step, Step: 'createSecret' }, now);
  await rotate(versions, { ...step, Step: 'testSecret' }, now);
  expect(await versions.read(name, 'AWSCURRENT')).toBe('the first key');
  await rotate(versions, { ...step, Step: 'finishSecret' }, now);
  const ring = parseKeyRing((await versions.read(name, 'AWSCURRENT')) ?? '');
  expect(ring.map(({ key }) => key === 'the first key')).toEqual([true, false]);
  expect((await versions.describe(name)).stages[token]).toContain('AWSCURRENT');
});

import { objectStoreContract } from '@mercato/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DaprWorld, type Sidecar, startDaprWorld } from '../../support/dapr-world.ts';

let world: DaprWorld;
let sidecar: Sidecar;

const bucket = (): string => `${world.aws.endpoints.snssqs}/mercato-archive`;

/** As on AWS, but for where the API is and how it names buckets. */
const atFauxqs = (_: string, text: string): string =>
  text.replace(
    /^ {2}metadata:\n {4}-/m,
    `  metadata:
    - name: endpoint
      value: ${world.aws.endpoints.snssqs}
    - name: forcePathStyle
      value: 'true'
    -`,
  );

beforeAll(async () => {
  world = await startDaprWorld();
  await fetch(bucket(), { method: 'PUT' });
  sidecar = await world.sidecar({ appId: 'analytics', files: ['components/aws/archive.yaml'], edit: atFauxqs });
});
afterAll(() => world.stop());

objectStoreContract('Dapr on S3', () => sidecar.platform.objects);

describe('objects', () => {
  it('lie in the bucket under their keys, as JSON that anybody can read', async () => {
    await sidecar.platform.objects.put('topic-v1/2026-01-01/e1.json', { n: 1 });
    const object = await fetch(`${bucket()}/topic-v1/2026-01-01/e1.json`);
    expect(await object.text()).toBe('{"n":1}');
  });

  it('cannot be written without a bucket, and that is said', async () => {
    const edit = (path: string, text: string): string => atFauxqs(path, text).replace('mercato-archive', 'no-bucket');
    const { platform } = await world.sidecar({ appId: 'analytics', files: ['components/aws/archive.yaml'], edit });
    await expect(platform.objects.put('a/b', {})).rejects.toMatchObject({ code: 'dependency.unavailable' });
    await expect(platform.objects.get('a/b')).rejects.toMatchObject({ code: 'dependency.unavailable' });
  });
});

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { objectStoreContract } from '@mercato/testkit';
import { workFolder } from '@mercato/testkit/process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRunFile } from '../../../tools/start/run-file.ts';
import { type DaprWorld, type Sidecar, startDaprWorld } from '../../support/dapr-world.ts';

const folder = workFolder('archive');
const files = ['components/local/archive.yaml'];
const env = { ARCHIVE_DIR: join(folder.path, 'archive') };

let world: DaprWorld;
let sidecar: Sidecar;

beforeAll(async () => {
  world = await startDaprWorld();
  world.onStop(() => folder.remove());
  sidecar = await world.sidecar({ appId: 'analytics', files, env });
});
afterAll(() => world.stop());

objectStoreContract('Dapr on files', () => sidecar.platform.objects);

describe('files', () => {
  it('lie where the key says, as JSON that anybody can read', async () => {
    await sidecar.platform.objects.put('topic-v1/2026-01-01/e1.json', { n: 1 });
    expect(readdirSync(join(env.ARCHIVE_DIR, 'topic-v1/2026-01-01'))).toEqual(['e1.json']);
    expect(readFileSync(join(env.ARCHIVE_DIR, 'topic-v1/2026-01-01/e1.json'), 'utf8')).toBe('{"n":1}');
  });

  it('are listed although a day has very many, which takes the larger answers of the run file', async () => {
    const crowded = join(env.ARCHIVE_DIR, 'crowded-v1/2026-01-01');
    mkdirSync(crowded, { recursive: true });
    const names = Array.from({ length: 45_000 }, (_, n) => `6f1c1bb0-1f3e-5d0b-9a53-1d8a3f7b2c11-${n + 10_000}.json`);
    for (const name of names) writeFileSync(join(crowded, name), '{}');
    const list = async ({ platform }: Sidecar) => platform.objects.list('crowded-v1/2026-01-01', { limit: 1_000 });
    await expect(list(sidecar)).rejects.toMatchObject({ code: 'dependency.unavailable' });
    const size = readRunFile().apps.find(({ appID }) => appID === 'analytics')?.maxBodySize ?? '';
    const roomy = await world.sidecar({ appId: 'analytics', files, env, flags: ['--max-body-size', size] });
    expect(await list(roomy)).toMatchObject({ keys: { length: 1_000 }, more: true });
  });

  it('are written and read by nobody else', async () => {
    const { platform } = await world.sidecar({ appId: 'order', files, env });
    await expect(platform.objects.put('a/b', {})).rejects.toMatchObject({ code: 'dependency.unavailable' });
    await expect(platform.objects.get('topic-v1/2026-01-01/e1.json')).rejects.toMatchObject({
      code: 'dependency.unavailable',
    });
  });

  it('are not written while the sidecar is away, and that is said', async () => {
    const away = await world.sidecar({ appId: 'analytics', files, env });
    await away.platform.objects.put('a/b', {});
    await away.daprd.kill('SIGKILL');
    await expect(away.platform.objects.put('a/c', {})).rejects.toMatchObject({
      code: expect.stringMatching(/^dependency\.(unavailable|timeout)$/) as string,
    });
  });
});

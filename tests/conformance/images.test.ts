import { serviceNames } from '@mercato/contracts/shared';
import { describe, expect, test } from 'vitest';
import { nodeOptions } from '../../tools/shared/node-options.ts';
import { readText } from './files.ts';

const dockerfile = readText('docker/service.Dockerfile');
const bake = readText('docker-bake.hcl');

describe('the Dockerfile', () => {
  test('takes nothing by a name that somebody can move', () => {
    const images = [...dockerfile.matchAll(/^ARG (?:BUILD|RUNTIME)=(\S+)$/gm)].map(([, image]) => image);
    expect(images).toHaveLength(2);
    for (const image of images) expect(image).toMatch(/@sha256:[0-9a-f]{64}$/);
    const stages = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, from]) => from);
    expect(stages).toEqual(['${BUILD}', '${RUNTIME}', 'shared']);
  });

  test('ends without a shell, as nobody, with a question by HTTP', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    expect(dockerfile).toMatch(/^ARG RUNTIME=gcr\.io\/distroless\/\S+:nonroot@/m);
    expect(last).toMatch(/^USER 65532:65532$/m);
    expect(last).toMatch(/^HEALTHCHECK .*CMD \["\/usr\/local\/bin\/node".*\/livez/m);
    expect(last).toMatch(/^ENTRYPOINT \["\/usr\/local\/bin\/node"\]$/m);
    expect(last).not.toMatch(/^RUN /m);
  });

  test('starts Node as everything else does', () => {
    const [, options] = /^ENV NODE_ENV=production NODE_OPTIONS="([^"]+)"$/m.exec(dockerfile) ?? [];
    expect(options).toBe(nodeOptions);
  });

  test('gets packages before code, so that a change of code does not get them anew', () => {
    expect(dockerfile.indexOf('npm ci')).toBeLessThan(dockerfile.indexOf('COPY . .'));
    expect(dockerfile.indexOf('/dependencies /app')).toBeLessThan(dockerfile.indexOf('/code /app'));
  });
});

test('docker buildx bake builds every service, for both architectures, with provenance and a bill of materials', () => {
  const [, list = ''] = /matrix\s*=\s*\{ service = \[([^\]]*)\]/.exec(bake) ?? [];
  expect([...list.matchAll(/"([^"]+)"/g)].map(([, name]) => name)).toEqual([...serviceNames]);
  expect(bake).toContain('platforms  = ["linux/amd64", "linux/arm64"]');
  expect(bake).toContain('attest     = ["type=provenance,mode=max", "type=sbom"]');
});

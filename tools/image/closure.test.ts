import { serviceNames } from '@mercato/contracts/shared';
import { describe, expect, it, test } from 'vitest';
import { closureOf, type Lock, readLock } from './closure.ts';
import { sbomOf } from './sbom.ts';

const lock = readLock();
const none = { dependencies: {}, optionalDependencies: {}, peerDependencies: {}, peerDependenciesMeta: {} };

describe('what a service needs while it runs', () => {
  it.each(serviceNames)('%s has itself, kit and contracts, and nothing of tests or tools', (name) => {
    const { workspaces, packages } = closureOf(lock, `services/${name}`);
    for (const its of ['packages/contracts', 'packages/kit', `services/${name}`]) expect(workspaces).toContain(its);
    expect(workspaces.filter((folder) => folder.startsWith('services/'))).toEqual([`services/${name}`]);
    expect(workspaces).not.toContain('packages/testkit');
    expect(packages).toContain('node_modules/fastify');
    for (const idle of ['vitest', 'typescript', 'oxlint', 'dynalite', 'fauxqs', 'vite', 'react'])
      expect(packages).not.toContain(`node_modules/${idle}`);
  });

  it('is its own: only who sends mail has what sends mail', () => {
    expect(closureOf(lock, 'services/notification').packages).toContain('node_modules/nodemailer');
    expect(closureOf(lock, 'services/order').packages).not.toContain('node_modules/nodemailer');
  });

  it('is found as Node finds it: in the nearest node_modules above', () => {
    const made: Lock = {
      'services/a': { ...none, dependencies: { one: '1', two: '1' } },
      'node_modules/one': { ...none, version: '1.0.0', dependencies: { two: '2' } },
      'node_modules/two': { ...none, version: '1.0.0' },
      'node_modules/one/node_modules/two': { ...none, version: '2.0.0' },
      'node_modules/three': { ...none, version: '1.0.0' },
    };
    expect(closureOf(made, 'services/a').packages).toEqual([
      'node_modules/one',
      'node_modules/one/node_modules/two',
      'node_modules/two',
    ]);
  });

  it('has what a package expects beside it, unless it can do without', () => {
    const meta = { two: { optional: true } };
    const made: Lock = {
      'services/a': { ...none, dependencies: { one: '1' } },
      'node_modules/one': { ...none, peerDependencies: { two: '1', three: '1' }, peerDependenciesMeta: meta },
      'node_modules/two': none,
      'node_modules/three': none,
    };
    expect(closureOf(made, 'services/a').packages).toEqual(['node_modules/one', 'node_modules/three']);
  });

  it('is for Linux and the processor of the image', () => {
    const made: Lock = {
      'services/a': { ...none, optionalDependencies: { mac: '1', arm: '1', intel: '1' } },
      'node_modules/mac': { ...none, os: ['darwin'] },
      'node_modules/arm': { ...none, os: ['linux'], cpu: ['arm64'] },
      'node_modules/intel': { ...none, os: ['linux'], cpu: ['x64'] },
    };
    expect(closureOf(made, 'services/a', 'arm64').packages).toEqual(['node_modules/arm']);
    expect(closureOf(made, 'services/a', 'x64').packages).toEqual(['node_modules/intel']);
  });
});

test('the bill of materials names every package once, with version, licence and hash', () => {
  const bom = sbomOf(lock, 'order', '0.1.0') as {
    components: { 'bom-ref': string; purl: string; hashes: unknown[] }[];
  };
  const refs = bom.components.map((each) => each['bom-ref']);
  expect(new Set(refs).size).toBe(closureOf(lock, 'services/order').packages.length);
  expect(bom.components.filter(({ hashes }) => hashes.length !== 1)).toEqual([]);
  expect(bom.components.map(({ purl }) => purl)).toContain(`pkg:npm/%40dapr/dapr@3.18.0`);
});

import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serviceNames } from '@mercato/contracts/shared';
import { z } from 'zod';
import { rootDir } from '../shared/paths.ts';
import { buildWeb } from '../start/web.ts';
import { readLock } from './closure.ts';
import { collectCode, collectOwn, collectShared } from './collect.ts';
import { sbomOf } from './sbom.ts';

export const version = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(rootDir, 'package.json'), 'utf8'))).version;

/** The pinned Node, whose hash is in the lockfile like every other package's. */
const nodeProgram = (): string => join(rootDir, `node_modules/node-linux-${process.arch}/bin/node`);

/**
 * Lays out what the images hold: `node` and `shared` for all of them, and for each service `dependencies`, `code` and
 * `sbom.json`. Both the Dockerfile and the build without a daemon take it from here.
 */
export async function stageImages(folder: string, services: readonly string[] = serviceNames): Promise<void> {
  const lock = readLock();
  const web = await buildWeb();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'node/usr/local/bin'), { recursive: true });
  copyFileSync(nodeProgram(), join(folder, 'node/usr/local/bin/node'));
  chmodSync(join(folder, 'node/usr/local/bin/node'), 0o755);
  collectShared(lock, join(folder, 'shared'));
  for (const service of services) {
    const to = join(folder, service);
    collectOwn(lock, service, join(to, 'dependencies'));
    collectCode(lock, service, join(to, 'code'), web);
    writeFileSync(join(to, 'sbom.json'), `${JSON.stringify(sbomOf(lock, service, version), null, 2)}\n`);
  }
}

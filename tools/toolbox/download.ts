import { createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { runCommand } from '../shared/command.ts';
import { verifyChecksum } from './checksum.ts';
import type { Release } from './tools.ts';

const connectTimeoutMs = 5000;
const archiveTimeoutMs = 900_000;

async function get(url: string, headersTimeoutMs: number, totalTimeoutMs: number): Promise<Response> {
  const headers = new AbortController();
  const timer = setTimeout(() => headers.abort(new Error('no answer')), headersTimeoutMs);
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([headers.signal, AbortSignal.timeout(totalTimeoutMs)]),
    });
    if (!response.ok) throw new Error(`answered ${response.status}`);
    return response;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new Error(`${new URL(url).host}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause: error,
    });
  } finally {
    clearTimeout(timer);
  }
}

/** Downloads, verifies and unpacks a release into `folder`; the small checksum file also shows if the host can be reached. */
export async function downloadRelease(release: Release, folder: string, finalName: string): Promise<void> {
  const published = await (await get(release.checksums, connectTimeoutMs, 30_000)).text();
  const fileName = release.archive.slice(release.archive.lastIndexOf('/') + 1);
  const archive = join(folder, fileName);
  const response = await get(release.archive, 30_000, archiveTimeoutMs);
  if (response.body === null) throw new Error(`${release.archive} is empty`);
  await pipeline(Readable.fromWeb(response.body), createWriteStream(archive));
  await verifyChecksum(archive, published, fileName);
  if (release.member === undefined) return rename(archive, join(folder, finalName));
  const unpacked = join(folder, 'unpacked');
  await mkdir(unpacked, { recursive: true });
  const tar = await runCommand('tar', ['-xf', archive, '-C', unpacked]);
  if (tar.code !== 0) throw new Error(`tar cannot unpack ${fileName}: ${tar.stderr.trim()}`);
  await rename(join(unpacked, release.member), join(folder, finalName));
}

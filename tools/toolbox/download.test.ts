import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadRelease } from './download.ts';

let folder: string;
let server: Server;
let base: string;
const files = new Map<string, Buffer>();

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mercato-download-'));
  writeFileSync(join(folder, 'tool'), '#!/bin/sh\n');
  spawnSync('tar', ['-czf', 'made.tgz', 'tool'], { cwd: folder });
  files.set('/tool.tar.gz', readFileSync(join(folder, 'made.tgz')));
  server = createServer((request, response) => {
    const file = files.get(request.url ?? '');
    response.writeHead(file === undefined ? 404 : 200).end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.close();
  files.clear();
  rmSync(folder, { recursive: true });
});

function download(): Promise<void> {
  const archive = `${base}/tool.tar.gz`;
  return downloadRelease({ archive, checksums: `${archive}.sha256`, member: 'tool' }, folder, 'installed');
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('downloadRelease', () => {
  it('unpacks what has the published checksum', async () => {
    const hash = sha256(files.get('/tool.tar.gz') ?? Buffer.of());
    files.set('/tool.tar.gz.sha256', Buffer.from(`${hash}  tool.tar.gz`));
    await download();
    expect(readFileSync(join(folder, 'installed'), 'utf8')).toBe('#!/bin/sh\n');
  });
  it('takes a program that is no archive as it is', async () => {
    const program = Buffer.from('a program');
    files.set('/tool', program).set('/tool.sha256', Buffer.from(sha256(program)));
    await downloadRelease({ archive: `${base}/tool`, checksums: `${base}/tool.sha256` }, folder, 'installed');
    expect(readFileSync(join(folder, 'installed'), 'utf8')).toBe('a program');
  });
  it('refuses what has another', async () => {
    files.set('/tool.tar.gz.sha256', Buffer.from(`${'0'.repeat(64)}  tool.tar.gz`));
    await expect(download()).rejects.toThrow('published is 0000');
  });
  it('names the host that does not have it', () => expect(download()).rejects.toThrow('127.0.0.1'));
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeTargets } from '../../../../tools/start/targets-file.ts';
import { fileTargets, noTargets } from './file-targets.ts';
import { httpScraper } from './http-scraper.ts';

const folder = mkdtempSync(join(tmpdir(), 'mercato-targets-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'targets.json');

describe('targets', () => {
  it('are read from the file that npm start writes, as it is now', async () => {
    const targets = fileTargets(file);
    writeTargets(file, [{ service: 'order', appPort: 5003, metricsPort: 9103 }]);
    expect(await targets.list()).toEqual([
      { service: 'order', kind: 'app', address: '127.0.0.1:5003' },
      { service: 'order', kind: 'sidecar', address: '127.0.0.1:9103' },
    ]);
    writeTargets(file, []);
    expect(await targets.list()).toEqual([]);
  });

  it('are all the addresses of a name, or the name where there is none', async () => {
    const group = (target: string) => [{ targets: [target], labels: { service: 'order', job: 'app' } }];
    writeFileSync(file, JSON.stringify(group('localhost:5003')));
    expect((await fileTargets(file).list()).map(({ address }) => address)).toContain('127.0.0.1:5003');
    writeFileSync(file, JSON.stringify(group('nothing.invalid:5003')));
    expect((await fileTargets(file).list()).map(({ address }) => address)).toEqual(['nothing.invalid:5003']);
  });

  it.each(['nonsense', '[{}]', '[{"targets":["http://x/"],"labels":{"service":"a","job":"app"}}]'])(
    'are none in %s',
    async (text) => {
      writeFileSync(file, text);
      await expect(fileTargets(file).list()).rejects.toThrow();
    },
  );

  it('are none where no file is named', async () => {
    expect(await noTargets.list()).toEqual([]);
  });
});

describe('a process', () => {
  it('is asked for its metrics, and whether it is ready', async () => {
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/readyz' ? 503 : 200;
      response.end('up 1\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await httpScraper.metrics(address)).toBe('up 1\n');
    expect(await httpScraper.isReady(address)).toBe(false);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(await httpScraper.metrics(address)).toBeUndefined();
    expect(await httpScraper.isReady(address)).toBe(false);
  });
});

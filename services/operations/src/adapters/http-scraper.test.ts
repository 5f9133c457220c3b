import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { httpScraper } from './http-scraper.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const serve = async (answer: RequestListener): Promise<string> => {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
};

describe('httpScraper', () => {
  it('reads metrics as they are, not packed', async () => {
    const asked: IncomingMessage[] = [];
    const address = await serve((request, response) => {
      asked.push(request);
      response.end('up 1\n');
    });
    expect(await httpScraper.metrics(address)).toBe('up 1\n');
    expect(asked.map(({ url, headers }) => [url, headers['accept-encoding']])).toEqual([['/metrics', 'identity']]);
  });

  it('says who is ready, and who is not or not there', async () => {
    const ready = await serve((_, response) => response.end('{}'));
    const starting = await serve((_, response) => response.writeHead(503).end('{}'));
    expect(await Promise.all([ready, starting, '127.0.0.1:1'].map((one) => httpScraper.isReady(one)))).toEqual([
      true,
      false,
      false,
    ]);
    expect(await httpScraper.metrics(starting)).toBeUndefined();
    expect(await httpScraper.metrics('127.0.0.1:1')).toBeUndefined();
  });
});

import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { ReceivedSpan } from '@mercato/testkit/otlp';
import { latestTraces, waterfall } from './traces.ts';

const page = new URL('traces.html', import.meta.url);
const mostTraces = 200;

const answerTo = (path: string, spans: readonly ReceivedSpan[]): readonly [type: string, body: string] | undefined => {
  if (path === '/') return ['text/html; charset=utf-8', readFileSync(page, 'utf8')];
  if (path === '/api/traces') return ['application/json', JSON.stringify(latestTraces(spans, mostTraces))];
  const [, traceId] = /^\/api\/traces\/([0-9a-f]{32})$/.exec(path) ?? [];
  if (traceId === undefined) return undefined;
  return ['application/json', JSON.stringify(waterfall(spans.filter((span) => span.traceId === traceId)))];
};

/** A page that lists the traces that came in, and draws one of them as a waterfall. */
export const startTraceServer = async (port: number, spans: () => readonly ReceivedSpan[]): Promise<Server> => {
  const server = createServer((request, response) => {
    // Alertmanager's receivers are here too, so that somebody takes what it tells.
    if (request.method === 'POST') return void request.resume().once('end', () => response.end('ok'));
    const [type, body] = answerTo(new URL(request.url ?? '/', 'http://local').pathname, spans()) ?? [];
    if (type === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
    return undefined;
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return server;
};

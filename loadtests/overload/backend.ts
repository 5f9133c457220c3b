import { createServer, type ServerResponse } from 'node:http';

/**
 * Stands in for a gateway's sidecar and the one service behind it: so many requests at a time, each of the same length,
 * the others in a queue without end. A client that has gone is served all the same, as by any service that has begun.
 */
const [port, slots, serviceMs, jwks = '{}'] = process.argv.slice(2);
const mostAtOnce = Number(slots);
const body = JSON.stringify({ items: [], nextCursor: null });

let [busy, served] = [0, 0];
let queue: ServerResponse[] = [];

const json = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(text);
};

const serve = (response: ServerResponse): void => {
  busy += 1;
  setTimeout(() => {
    busy -= 1;
    served += 1;
    json(response, 200, body);
    const next = queue.shift();
    if (next) serve(next);
  }, Number(serviceMs));
};

createServer((request, response) => {
  const url = request.url ?? '';
  if (url.endsWith('/jwks.json')) return json(response, 200, jwks);
  if (url === '/count') return json(response, 200, JSON.stringify({ served, queued: queue.length }));
  if (url === '/forget') {
    queue = [];
    return json(response, 200, '{}');
  }
  if (!url.startsWith('/v1.0/invoke/product/')) return json(response, 500, '{"errorCode":"ERR_DIRECT_INVOKE"}');
  if (busy < mostAtOnce) serve(response);
  else queue.push(response);
}).listen(Number(port), '127.0.0.1');

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StubShop {
  readonly url: string;
  readonly close: () => Promise<void>;
}

type Reply = readonly [status: number, body: object];

const item = { id: 'prd-1', name: 'Plain Kettle', category: 'kitchen', attributes: {} };
const tokens = { accessToken: 'token', expiresIn: 900 };
const ordered = { id: 'ord-1', status: 'processing', needsAttention: null };

const replies: readonly (readonly [method: string, path: RegExp, reply: Reply])[] = [
  ['POST', /^\/api\/users\/register/, [201, { id: 'usr-1' }]],
  ['POST', /^\/api\/users\/login/, [200, tokens]],
  ['POST', /^\/api\/orders/, [202, { id: 'ord-1', status: 'accepted', href: '' }]],
  ['GET', /^\/api\/(products|orders)(\?|$)/, [200, { items: [{ ...item, ...ordered }], nextCursor: null }]],
  ['GET', /^\/api\/orders\/user\//, [200, { items: [ordered], nextCursor: null }]],
];

const answer = (request: IncomingMessage, response: ServerResponse): void => {
  const { method = '', url = '' } = request;
  const [, , [status, body] = [200, {}]] = replies.find(([m, path]) => m === method && path.test(url)) ?? [];
  request.resume();
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

/** Says what a shop would say to each request, and does nothing: for trying the scripts. */
export const startStubShop = async (): Promise<StubShop> => {
  const server: Server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
};

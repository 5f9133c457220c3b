import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface StubShop {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export type Reply = readonly [status: number, body: object];

const item = { id: 'prd-1', name: 'Plain Kettle', category: 'kitchen', attributes: {} };
const tokens = { accessToken: 'token', expiresIn: 900, user: { id: 'usr-1' } };
const ordered = { id: 'ord-1', status: 'processing', needsAttention: null };

/** To whoever registered: all in one. */
const mails: { to: string; text: string }[] = [{ to: '', text: 'Hello, your code is valid for 60 minutes:\n\ncode\n' }];

const replies: readonly (readonly [method: string, path: RegExp, reply: Reply])[] = [
  ['POST', /^\/api\/users\/register\/confirm/, [201, { id: 'usr-1' }]],
  ['POST', /^\/api\/users\/register/, [202, {}]],
  ['GET', /^\/api\/notifications\/mailbox/, [200, { kept: true, items: mails }]],
  ['POST', /^\/api\/users\/login/, [200, tokens]],
  ['POST', /^\/api\/orders/, [202, { id: 'ord-1', status: 'accepted', href: '' }]],
  ['GET', /^\/api\/(products|orders)(\?|$)/, [200, { items: [{ ...item, ...ordered }], nextCursor: null }]],
  ['GET', /^\/api\/orders\/user\//, [200, { items: [ordered], nextCursor: null }]],
];

const answer = async (request: IncomingMessage, response: ServerResponse, toProducts?: Reply): Promise<void> => {
  const { method = '', url = '' } = request;
  const isProduct = method === 'GET' && url.startsWith('/api/products/');
  const [, , [status, body] = (isProduct ? toProducts : undefined) ?? [200, {}]] =
    replies.find(([m, path]) => m === method && path.test(url)) ?? [];
  const sent = await text(request);
  if (url.endsWith('/register') && mails[0]) mails[0].to += sent;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

/** Says what a shop would say to each request, and does nothing: for trying the scripts. `toProducts`: to who looks at one. */
export const startStubShop = async (toProducts?: Reply): Promise<StubShop> => {
  const server: Server = createServer((request, response) => void answer(request, response, toProducts));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
};

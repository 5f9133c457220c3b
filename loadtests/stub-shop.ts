import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface StubShop {
  readonly url: string;
  readonly close: () => Promise<void>;
}

type Reply = readonly [status: number, body: object];
export type Rule = readonly [method: string, path: RegExp, reply: Reply | (() => Reply)];

const item = { id: 'prd-1', name: 'Plain Kettle', category: 'kitchen', attributes: {} };
export const tokens = { accessToken: 'token', expiresIn: 900, user: { id: 'usr-1' } };
const ordered = { id: 'ord-1', status: 'processing', needsAttention: null };

/** To whoever registered: all in one. */
const mails: { to: string; text: string }[] = [{ to: '', text: 'Hello, your code is valid for 60 minutes:\n\ncode\n' }];

const rules: readonly Rule[] = [
  ['POST', /^\/api\/users\/register\/confirm/, [201, { id: 'usr-1' }]],
  ['POST', /^\/api\/users\/register/, [202, {}]],
  ['GET', /^\/api\/notifications\/mailbox/, [200, { kept: true, items: mails }]],
  ['POST', /^\/api\/users\/login/, [200, tokens]],
  ['POST', /^\/api\/orders/, [202, { id: 'ord-1', status: 'accepted', href: '' }]],
  ['GET', /^\/api\/(products|orders)(\?|$)/, [200, { items: [{ ...item, ...ordered }], nextCursor: null }]],
  ['GET', /^\/api\/orders\/user\//, [200, { items: [ordered], nextCursor: null }]],
];

const answer = async (request: IncomingMessage, response: ServerResponse, first: readonly Rule[]): Promise<void> => {
  const { method = '', url = '' } = request;
  const [, , reply = [200, {}] as const] =
    [...first, ...rules].find(([m, path]) => m === method && path.test(url)) ?? [];
  const [status, body] = typeof reply === 'function' ? reply() : reply;
  const sent = await text(request);
  if (url.endsWith('/register') && mails[0]) mails[0].to += sent;
  const headers = { 'content-type': 'application/json', ...(status === 503 && { 'retry-after': '1' }) };
  response.writeHead(status, headers).end(JSON.stringify(body));
};

/** Says what a shop would say to each request, or what these rules say first, and does nothing: for trying the scripts. */
export const startStubShop = async (...first: readonly Rule[]): Promise<StubShop> => {
  const server: Server = createServer((request, response) => void answer(request, response, first));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
};

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { goodbye, sendRaw } from './raw-http.ts';
import { makeWorld, type World } from './world.ts';

let world: World;
let port: number;
beforeAll(async () => {
  world = await makeWorld();
  port = Number(new URL(await world.app.listen({ port: 0, host: '127.0.0.1' })).port);
});
afterAll(() => world.app.close());
beforeEach(() => {
  world.forwarder.requests.length = 0;
});

const login = '{"email":"ada@example.com","password":"x"}';
const { length } = login;
const hex = length.toString(16);
/** What would be smuggled in: it comes right behind a request whose end is in doubt. */
const second = 'GET /api/categories HTTP/1.1\r\nHost: shop\r\n\r\n';
const chunked = `${hex}\r\n${login}\r\n0\r\n\r\n`;
const post = (headers: string, body: string): string =>
  `POST /api/users/login HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n${headers}\r\n${body}`;
const get = (line: string, headers = 'Host: shop\r\n'): string => `${line}\r\n${headers}\r\n`;
const te = (value: string): string => `Transfer-Encoding: ${value}\r\n`;
const cl = (value: string | number): string => `Content-Length: ${value}\r\n`;

const forwarded = (): string[] => world.forwarder.requests.map(({ method, path }) => `${method} ${path}`);

describe('a request that could be read in two ways is refused, and nobody hears of what comes behind it', () => {
  it.each([
    ['both lengths', post(cl(length) + te('chunked'), chunked + second)],
    ['both lengths, the other way round', post(te('chunked') + cl(4), `0\r\n\r\n${second}`)],
    ['two lengths', post(cl(length) + cl(0), login + second)],
    ['the same length twice', post(cl(length) + cl(length), login + second)],
    ['a list of lengths', post(cl(`${length}, ${length}`), login + second)],
    ['a length with a sign', post(cl(`+${length}`), login + second)],
    ['a negative length', post(cl(-1), login + second)],
    ['a hexadecimal length', post(cl('0x10'), login + second)],
    ['a length with a space', post(cl('4 2'), login + second)],
    ['an endless length', post(cl('9'.repeat(30)), login + second)],
    ['a body that is longer than its length', post(cl(5), login + second)],
    ['an unknown transfer encoding', post(te('xchunked'), chunked + second)],
    ['chunked, but not last', post(te('chunked, identity'), chunked + second)],
    ['identity', post(te('identity'), chunked + second)],
    ['identity, then chunked', post(te('identity, chunked'), chunked + second)],
    ['compressed, then chunked', post(te('gzip, chunked'), chunked + second)],
    ['two transfer encodings', post(te('chunked') + te('identity'), chunked + second)],
    ['a space before the colon', post('Transfer-Encoding : chunked\r\n', chunked + second)],
    ['a vertical tab in the value', post(te('\x0bchunked'), chunked + second)],
    ['a quoted value', post(te('"chunked"'), chunked + second)],
    ['a folded transfer encoding', post('Transfer-Encoding:\r\n chunked\r\n', chunked + second)],
    ['a folded header', post(`X-A: b\r\n c\r\n${cl(length)}`, login + second)],
    ['lines that end in LF', post(cl(length), login).replaceAll('\r\n', '\n') + second],
    ['one line that ends in LF', post(`X-A: b\n${cl(length)}`, login + second)],
    ['a bare CR', post(`X-A: b\rTransfer-Encoding: chunked\r\n${cl(length)}`, login + second)],
    ['a NUL in a value', post(`X-A: b\0c\r\n${cl(length)}`, login + second)],
    ['a name that is none', post(`X(A: b\r\n${cl(length)}`, login + second)],
    ['an empty name', post(`: b\r\n${cl(length)}`, login + second)],
    ['a space before the first header', get('GET /api/products HTTP/1.1', ' Host: shop\r\n') + second],
    ['a chunk size with a prefix', post(te('chunked'), `0x5\r\nabcde\r\n0\r\n\r\n${second}`)],
    ['a negative chunk size', post(te('chunked'), `-1\r\nabcde\r\n0\r\n\r\n${second}`)],
    ['a chunk size beyond all numbers', post(te('chunked'), `${'f'.repeat(17)}\r\nabcde\r\n0\r\n\r\n${second}`)],
    ['chunks that end in LF', post(te('chunked'), chunked.replaceAll('\r\n', '\n') + second)],
    ['LF in a chunk extension', post(te('chunked'), `${hex};a\nb\r\n${login}\r\n0\r\n\r\n${second}`)],
    ['a chunk that is longer than its size', post(te('chunked'), `${hex}\r\n${login}X\r\n0\r\n\r\n${second}`)],
    ['chunks in HTTP/1.0', post(te('chunked'), chunked + second).replace('HTTP/1.1', 'HTTP/1.0')],
    ['no version at all', `GET /api/products\r\n\r\n${second}`],
    ['a version to come', get('GET /api/products HTTP/2.0') + second],
    ['a version that never was', get('GET /api/products HTTP/1.2') + second],
    ['the preface of HTTP/2', `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${second}`],
    ['no Host', get('GET /api/products HTTP/1.1', '') + second],
    ['two Hosts', get('GET /api/products HTTP/1.1', 'Host: shop\r\nHost: evil\r\n') + second],
    [
      'an address that cannot be decoded',
      get('GET /api/products/%zz HTTP/1.1', 'Host: shop\r\nHost: evil\r\n') + second,
    ],
    ['no address', get('GET * HTTP/1.1') + second],
    ['an authority for an address', get('GET evil.example:80 HTTP/1.1') + second],
    ['two addresses', get('GET /api/products /x HTTP/1.1') + second],
    ['tabs between', get('GET\t/api/products\tHTTP/1.1') + second],
    ['a NUL in the method', get('GE\0T /api/products HTTP/1.1') + second],
    ['a method that is none', get('FOO /api/products HTTP/1.1') + second],
    ['a handshake of TLS', `\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03${second}`],
  ])('%s', async (_name, bytes) => {
    const { statuses, text } = await sendRaw(port, bytes);
    // A request that was whole before the doubt arose may be answered itself.
    expect(statuses.at(-1)).toBe(400);
    expect(text).toContain('application/problem+json');
    expect(forwarded().filter((line) => !line.startsWith('POST /api/users/login'))).toEqual([]);
  });

  it('a tunnel to elsewhere is not even answered', async () => {
    const { statuses } = await sendRaw(port, get('CONNECT evil.example:80 HTTP/1.1') + second);
    expect([statuses, forwarded()]).toEqual([[], []]);
  });
});

describe('a request that is larger than any of ours', () => {
  it.each([
    ['one long header', get('GET /api/products HTTP/1.1', `Host: shop\r\nX-A: ${'a'.repeat(17_000)}\r\n`)],
    ['many headers', get('GET /api/products HTTP/1.1', `Host: shop\r\n${'a: b\r\n'.repeat(3_000)}`)],
    ['a long address', get(`GET /api/products?q=${'a'.repeat(17_000)} HTTP/1.1`)],
  ])('is 431: %s', async (_name, bytes) => {
    const { statuses } = await sendRaw(port, bytes + second);
    expect([statuses, forwarded()]).toEqual([[431], []]);
  });

  it('is refused for a chunk extension without end', async () => {
    const { statuses } = await sendRaw(port, post(te('chunked'), `5;${'a'.repeat(20_000)}\r\nabcde\r\n0\r\n\r\n`));
    expect([statuses, forwarded()]).toEqual([[400], []]);
  });
});

describe('what lies inside a body stays there', () => {
  const inside = (line: string): string => get(line, `Host: shop\r\n${cl(second.length)}`) + second;

  it.each([
    ['GET /api/products HTTP/1.1', 200],
    ['POST /api/orders HTTP/1.1', 401],
    ['POST /nothing HTTP/1.1', 404],
    ['PATCH /api/products HTTP/1.1', 405],
  ])('of %s, which is %i', async (line, status) => {
    const { statuses } = await sendRaw(port, inside(line) + goodbye);
    expect(statuses).toEqual([status, 200]);
    expect(forwarded()).not.toContain('GET /api/categories');
  });

  it('and a trailer never becomes a header', async () => {
    const trailing = `${hex}\r\n${login}\r\n0\r\nAuthorization: Bearer boss\r\nX-Guest-Token: g\r\n\r\n`;
    await sendRaw(port, post(`${te('chunked')}Trailer: authorization\r\n`, trailing) + goodbye);
    expect(forwarded()).toEqual(['POST /api/users/login']);
    expect(Object.keys(world.forwarder.last.headers)).not.toContain('authorization');
    expect(Object.keys(world.forwarder.last.headers)).not.toContain('x-guest-token');
  });
});

describe('what is plain goes through', () => {
  it.each([
    ['a length', post(cl(length), login)],
    ['chunks', post(te('chunked'), chunked)],
    ['chunks in capitals', post(te('Chunked'), chunked)],
  ])('%s', async (_name, bytes) => {
    const { statuses } = await sendRaw(port, bytes + second + goodbye);
    expect([statuses, forwarded()]).toEqual([
      [200, 200, 200],
      ['POST /api/users/login', 'GET /api/categories'],
    ]);
    expect(world.forwarder.requests[0]?.body?.toString()).toBe(login);
  });

  it('as the same whoever the address names', async () => {
    await sendRaw(port, get('GET http://evil.example/api/products HTTP/1.1') + goodbye);
    expect([forwarded(), world.forwarder.last.headers['host']]).toEqual([['GET /api/products'], undefined]);
  });

  it.each(['h2c', 'websocket', 'TLS/1.0'])('but never by another protocol: %s', async (protocol) => {
    const upgrade = `Host: shop\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\n`;
    const { statuses } = await sendRaw(port, get('GET /api/products HTTP/1.1', upgrade) + second);
    expect([statuses, forwarded()]).toEqual([[200], ['GET /api/products']]);
    expect(Object.keys(world.forwarder.last.headers)).not.toContain('upgrade');
  });
});

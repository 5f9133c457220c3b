import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { as, buildShop } from '../../test/shop.ts';
import type { App } from './create-service.ts';

let app: App | undefined;
afterEach(() => app?.close());

/** What a server says to a client that writes this and then nothing more, and after how long it hangs up. */
const dawdle = async (bytes: string, deadlines: object): Promise<[string, number]> => {
  app = await buildShop({ deadlines });
  const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
  const started = performance.now();
  const socket = connect(Number(port), '127.0.0.1').setEncoding('utf8');
  socket.write(bytes);
  let text = '';
  for await (const part of socket) text += String(part);
  return [text, performance.now() - started];
};

describe('a client that takes its time', () => {
  const start = 'POST /api/things HTTP/1.1\r\nHost: shop\r\n';
  const body = `${start}authorization: ${as('ada').authorization}\r\nidempotency-key: k\r\ncontent-length: 20\r\n\r\n{`;

  it.each([
    ['its headers', start, { headers: 200 }],
    ['a body', body, { headers: 200, request: 400 }],
  ])('with %s is told so and left', async (_what, bytes, deadlines) => {
    const [text, ms] = await dawdle(bytes, deadlines);
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
    expect(text).toContain('application/problem+json');
    expect(ms).toBeLessThan(4_000);
  });
});

describe('what Node lets through', () => {
  const hosts = async (headers: string): Promise<string> => {
    app = await buildShop();
    const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
    const socket = connect(Number(port), '127.0.0.1').setEncoding('utf8');
    socket.write(`GET /livez HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`);
    let text = '';
    for await (const part of socket) text += String(part);
    return text;
  };

  it('is refused with a problem, in every service', async () => {
    expect(await hosts('Host: a\r\n')).toMatch(/^HTTP\/1\.1 200 /);
    await app?.close();
    const refused = await hosts('Host: a\r\nHost: b\r\n');
    expect(refused).toMatch(/^HTTP\/1\.1 400 /);
    expect(refused).toContain('"code":"request.malformed"');
  });
});

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildShop, capturedLog } from '../../test/shop.ts';
import { compileTemplate } from './page-template.ts';
import { type Pages, registerPages } from './pages.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'mercato-pages-'));
  mkdirSync(join(root, 'assets'));
  writeFileSync(join(root, 'index.html'), '<html lang="{{lang}}">');
});
afterEach(() => rmSync(root, { recursive: true }));

const values = ({ headers }: { readonly headers: object }) =>
  'x-broken' in headers ? {} : { lang: '"><script>alert(1)</script>' };

const serving = async (pages: Partial<Pages> = {}) => {
  const { logger, lines } = capturedLog();
  const all: Pages = { root, paths: { 'index.html': ['/cart'] }, home: {}, values, ...pages };
  const app = await buildShop({ logger, extend: async (fastify) => void (await registerPages(fastify, all)) });
  return { app, lines };
};

describe('a page', () => {
  it('is compiled once, at the start: what happens to its file later does not matter', async () => {
    const { app } = await serving();
    rmSync(join(root, 'index.html'));
    for (let n = 0; n < 3; n += 1) expect((await app.inject('/cart')).statusCode).toBe(200);
    await app.close();
  });

  it('keeps a service from starting that has none', async () => {
    rmSync(join(root, 'index.html'));
    await expect(serving()).rejects.toThrow('index.html');
  });

  it('may have others beside it, or not', async () => {
    const { app } = await serving({ paths: { 'index.html': ['/cart'], 'other.html': ['/other'] } });
    expect((await app.inject('/other')).statusCode).toBe(404);
    await app.close();
  });

  it('that cannot be rendered is 500 Internal Server Error, and named in the log', async () => {
    const { app, lines } = await serving();
    const { statusCode, body, headers } = await app.inject({ url: '/cart', headers: { 'x-broken': '1' } });
    expect([statusCode, body]).toEqual([500, 'Internal Server Error']);
    expect(headers).toMatchObject({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
    expect(lines.filter(({ level }) => level === 'error')).toMatchObject([
      { msg: 'template rendering error', err: { message: 'The page has nothing to put in {{lang}}' } },
    ]);
    // The next one is none the worse for it.
    expect((await app.inject('/cart')).statusCode).toBe(200);
    expect(lines.filter(({ level }) => level === 'error')).toHaveLength(1);
    await app.close();
  });
});

describe('a template', () => {
  it('is filled, whatever is put in', () => {
    const template = compileTemplate('<a title="{{name}}">{{name}} & {{ other }}</a>');
    expect(template({ name: '<"&>' })).toBe('<a title="&lt;&quot;&amp;&gt;">&lt;&quot;&amp;&gt; & {{ other }}</a>');
  });

  it('wants a value for each hole', () => {
    expect(() => compileTemplate('{{lang}}')({})).toThrow('{{lang}}');
    expect(() => compileTemplate('{{constructor}}')({})).toThrow('constructor');
  });
});

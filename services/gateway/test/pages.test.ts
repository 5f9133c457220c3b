import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from './world.ts';

const folder = mkdtempSync(join(tmpdir(), 'mercato-pages-'));
let world: World;

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><html lang="{{lang}}"><title>Mercato</title>');
  writeFileSync(join(folder, 'console.html'), '<!doctype html><title>Operations</title>');
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, 'assets/index-abc.js'), 'plain');
  writeFileSync(join(folder, 'assets/index-abc.js.br'), 'packed');
  writeFileSync(join(folder, 'secret.txt'), 'nobody may read this');
  world = await makeWorld({ settings: { webDir: folder } });
});
afterAll(async () => {
  await world.app.close();
  rmSync(folder, { recursive: true });
});

const html = { headers: { accept: 'text/html,application/xhtml+xml' } };

describe('the storefront', () => {
  it('is at / for browsers, and the links of the API for everybody else', async () => {
    const page = await world.call('GET /', html);
    expect(page.text).toContain('<title>Mercato</title>');
    expect(page.headers).toMatchObject({ 'cache-control': 'no-cache' });
    expect(page.headers['vary']).toContain('accept');
    expect((await world.call('GET /')).data).toMatchObject({ links: { docs: '/docs' } });
  });

  it('runs no inline script, frames nothing and asks no other host', async () => {
    const { headers } = await world.call('GET /cart', html);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(headers['x-frame-options']).toBe('DENY');
  });

  it('shows its page at every address that the page knows', async () => {
    const source = readFileSync(new URL('../../../web/src/app/App.tsx', import.meta.url), 'utf8');
    const paths = [...source.matchAll(/<Route path="([^"]+)"/g)].map(([, path]) => path?.replace(':id', 'x') ?? '');
    expect(paths.length).toBeGreaterThan(8);
    for (const path of paths) expect((await world.call(`GET ${path}`, html)).text, path).toContain('<title>');
  });

  it.each(['/console', '/console/', '/console/orders/ord-1', '/console/no/such/page'])(
    'shows the console at %s, asked for anew each time and as guarded as the shop',
    async (path) => {
      const { text, headers } = await world.call(`GET ${path}`, html);
      expect(text).toContain('<title>Operations</title>');
      expect(headers['cache-control']).toBe('no-cache');
      expect(headers['content-security-policy']).toBe(
        (await world.call('GET /cart', html)).headers['content-security-policy'],
      );
    },
  );

  it('begins in the language of the browser', async () => {
    const inGerman = { headers: { ...html.headers, 'accept-language': 'de-DE,de;q=0.9,en;q=0.5' } };
    const { text, headers } = await world.call('GET /cart', inGerman);
    expect([text.includes('<html lang="de">'), headers['vary']]).toEqual([
      true,
      expect.stringContaining('accept-language'),
    ]);
    expect((await world.call('GET /cart', html)).text).toContain('<html lang="en">');
  });

  it.each(['/nothing', '/products', '/cart/x', '/apis', '/index.html'])(
    'is a page with status 404 at %s',
    async (path) => {
      const { status, text, headers } = await world.call(`GET ${path}`, html);
      expect([status, text.includes('<title>Mercato')]).toEqual([404, true]);
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'content-type': 'text/html; charset=utf-8' });
      expect(headers['content-security-policy']).toContain("script-src 'self'");
    },
  );

  it.each([
    ['GET /nothing', {}],
    ['GET /api/nothing', html],
    ['GET /assets/nothing.js', html],
    ['POST /nothing', html],
  ])('is none for who asks for data: %s', async (line, call) => {
    const { status, data } = await world.call(line, call);
    expect([status, data['code']]).toEqual([404, 'route.not_found']);
  });

  it('keeps assets for good, compressed as they were built', async () => {
    const packed = await world.call('GET /assets/index-abc.js', { headers: { 'accept-encoding': 'br' } });
    expect(packed.text).toBe('packed');
    expect(packed.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await world.call('GET /assets/index-abc.js')).text).toBe('plain');
  });

  it.each(['/assets/../secret.txt', '/assets/%2e%2e/secret.txt', '/assets/..%2fsecret.txt', '/secret.txt', '/assets/'])(
    'has nothing at %s',
    async (path) => {
      const answer = await world.call(`GET ${path}`);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.text).not.toContain('nobody');
    },
  );
});

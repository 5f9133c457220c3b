import { serviceNames } from '@mercato/contracts/shared';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../shared/command.ts';
import { readLock } from './closure.ts';
import { collectCode, collectOwn, collectShared } from './collect.ts';

const lock = readLock();
const folder = mkdtempSync(join(tmpdir(), 'mercato-image-'));
const shared = join(folder, 'shared');
const web = join(folder, 'web');

beforeAll(() => {
  mkdirSync(web);
  writeFileSync(join(web, 'index.html'), '<!doctype html>');
  collectShared(lock, shared);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** As the layers of an image lie on each other. */
const layered = (service: string): string => {
  const app = join(folder, service);
  collectOwn(lock, service, app);
  collectCode(lock, service, app, web);
  cpSync(shared, app, { recursive: true, verbatimSymlinks: true });
  return app;
};

describe.each(serviceNames)('the image of %s', (service) => {
  it('holds all that it imports: it starts as far as its configuration', async () => {
    const app = layered(service);
    const { code, stderr } = await runCommand(process.execPath, ['main.mjs'], { cwd: app, env: {} });
    expect(stderr).toContain('The configuration is not valid');
    expect(stderr).toContain('APP_PORT');
    expect(code).toBe(1);
  });

  it('holds no test, no tool, and of all services itself alone', () => {
    const files = readdirSync(join(folder, service), { recursive: true }).map(String);
    expect(files.filter((name) => name.endsWith('.test.ts') || name.endsWith('.d.ts'))).toEqual([]);
    expect(readdirSync(join(folder, service, 'services'))).toEqual([service]);
    expect(existsSync(join(folder, service, 'node_modules/vitest'))).toBe(false);
    expect(existsSync(join(folder, service, 'web/dist/index.html'))).toBe(service === 'gateway');
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cachedPath, toolFolder } from './find.ts';
import { recipeOf } from './go-build.ts';
import { tools } from './tools.ts';

const platform = { os: 'linux', arch: 'amd64' } as const;
let cache: string;
beforeEach(() => (cache = mkdtempSync(join(tmpdir(), 'mercato-cache-'))));
afterEach(() => rmSync(cache, { recursive: true }));

function place(origin: object | undefined): string {
  const folder = toolFolder(tools.daprd, platform, cache);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'daprd'), '');
  if (origin !== undefined) writeFileSync(join(folder, 'origin.json'), JSON.stringify(origin));
  return join(folder, 'daprd');
}

describe('cachedPath', () => {
  it('knows nothing in an empty cache', () => expect(cachedPath(tools.daprd, platform, cache)).toBeUndefined());
  it('finds a release', () => {
    const path = place({ source: 'release' });
    expect(cachedPath(tools.daprd, platform, cache)).toBe(path);
  });
  it('finds a build of the present recipe', () => {
    const path = place({ source: 'go', recipe: recipeOf(tools.daprd.go) });
    expect(cachedPath(tools.daprd, platform, cache)).toBe(path);
  });
  it('does not use a build of another recipe', () => {
    place({ source: 'go', recipe: 'other' });
    expect(cachedPath(tools.daprd, platform, cache)).toBeUndefined();
  });
  it('does not use what does not say where it is from', () => {
    place(undefined);
    expect(cachedPath(tools.daprd, platform, cache)).toBeUndefined();
  });
});

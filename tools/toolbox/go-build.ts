import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { lastLines, runCommand } from '../shared/command.ts';
import { rootDir } from '../shared/paths.ts';
import type { GoModule } from './tools.ts';

export async function goVersion(): Promise<string | undefined> {
  const { code, stdout } = await runCommand('go', ['env', 'GOVERSION']);
  return code === 0 ? stdout.trim() : undefined;
}

function folderOf(module: GoModule): string {
  return join(rootDir, 'tools/go', module.folder);
}

/** Changes with anything the build is made from, so that a cached build is not used for another recipe. */
export function recipeOf(module: GoModule): string {
  const { package: main, ldflags, tags } = module;
  const hash = createHash('sha256').update(JSON.stringify([main, ldflags, ...(tags === undefined ? [] : [tags])]));
  for (const name of readdirSync(folderOf(module)).toSorted()) hash.update(readFileSync(join(folderOf(module), name)));
  return hash.digest('hex');
}

/** Builds in a copy, because `-mod=mod` may rewrite go.mod and go.sum. Go's own caches make a broken build resumable. */
export async function buildWithGo(module: GoModule, folder: string, output: string): Promise<void> {
  const source = join(folder, 'source');
  await cp(folderOf(module), source, { recursive: true });
  const tags = module.tags === undefined ? [] : ['-tags', module.tags];
  const args = ['build', '-trimpath', ...tags, '-ldflags', module.ldflags, '-o', output, module.package];
  const env = { ...process.env, GOFLAGS: '-mod=mod', GOWORK: 'off', CGO_ENABLED: '0' };
  const build = await runCommand('go', args, { cwd: source, env });
  if (build.code !== 0) throw new Error(`go build failed: ${lastLines(build.stderr, 5)}`);
}

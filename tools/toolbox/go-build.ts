import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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
  const { package: main, ldflags, tags, missing } = module;
  const hash = createHash('sha256').update(
    JSON.stringify([main, ldflags, tags, missing].filter((one) => one !== undefined)),
  );
  for (const name of readdirSync(folderOf(module)).toSorted()) hash.update(readFileSync(join(folderOf(module), name)));
  return hash.digest('hex');
}

async function go(args: string[], cwd: string): Promise<string> {
  const env = { ...process.env, GOFLAGS: '-mod=mod', GOWORK: 'off', CGO_ENABLED: '0' };
  const { code, stdout, stderr } = await runCommand('go', args, { cwd, env });
  if (code !== 0) throw new Error(`go ${args[0]} failed: ${lastLines(stderr, 5)}`);
  return stdout;
}

/** Go's modules are read-only, folders too. */
async function chmodTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  for (const each of [folder, ...folders]) await chmod(each, 0o755);
}

/** Go keeps modules unchangeable, so the build gets a copy of the one that lacks a file. */
async function addMissing({ module, file, content }: NonNullable<GoModule['missing']>, source: string): Promise<void> {
  await go(['mod', 'download', module], source);
  const folder = (await go(['list', '-m', '-f', '{{.Dir}}', module], source)).trim();
  const copy = join(source, 'module');
  await cp(folder, copy, { recursive: true });
  await chmodTree(copy);
  await mkdir(dirname(join(copy, file)), { recursive: true });
  await writeFile(join(copy, file), content);
  await go(['mod', 'edit', `-replace=${module}=./module`], source);
}

/** Builds in a copy, because `-mod=mod` may rewrite go.mod and go.sum. Go's own caches make a broken build resumable. */
export async function buildWithGo(module: GoModule, folder: string, output: string): Promise<void> {
  const source = join(folder, 'source');
  await cp(folderOf(module), source, { recursive: true });
  const tags = module.tags === undefined ? [] : ['-tags', module.tags];
  if (module.missing) await addMissing(module.missing, source);
  await go(['build', '-trimpath', ...tags, '-ldflags', module.ldflags, '-o', output, module.package], source);
}

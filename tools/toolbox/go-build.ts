import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastLines, runCommand } from '../shared/command.ts';
import { rootDir } from '../shared/paths.ts';
import type { GoModule } from './tools.ts';

export async function goVersion(): Promise<string | undefined> {
  const { code, stdout } = await runCommand('go', ['env', 'GOVERSION']);
  return code === 0 ? stdout.trim() : undefined;
}

/** Builds in a copy, because `-mod=mod` may rewrite go.mod and go.sum. Go's own caches make a broken build resumable. */
export async function buildWithGo(module: GoModule, output: string): Promise<void> {
  const source = await mkdtemp(join(tmpdir(), 'mercato-go-'));
  try {
    await cp(join(rootDir, 'tools/go', module.folder), source, { recursive: true });
    const args = ['build', '-trimpath', '-ldflags', module.ldflags, '-o', output, module.package];
    const env = { ...process.env, GOFLAGS: '-mod=mod', GOWORK: 'off', CGO_ENABLED: '0' };
    const build = await runCommand('go', args, { cwd: source, env });
    if (build.code !== 0) throw new Error(`go build failed: ${lastLines(build.stderr, 5)}`);
  } finally {
    await rm(source, { recursive: true, force: true });
  }
}

import { workFolder } from '@mercato/testkit/process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../shared/command.ts';
import { rootDir } from '../shared/paths.ts';

let folder: ReturnType<typeof workFolder>;
beforeEach(() => {
  folder = workFolder('release');
  mkdirSync(join(folder.path, 'bin'));
});
afterEach(() => folder.remove());

/** A program of this name in front of the real one; it writes down how it was called. */
const standIn = (name: string, script: string): void => {
  const file = join(folder.path, 'bin', name);
  writeFileSync(file, `#!/usr/bin/env bash\necho "${name} $*" >> ${folder.path}/calls\n${script}\n`);
  chmodSync(file, 0o755);
};
const calls = (): string =>
  existsSync(join(folder.path, 'calls')) ? readFileSync(join(folder.path, 'calls'), 'utf8') : '';

const run = (script: string, args: string[], cwd = folder.path) =>
  runCommand(join(rootDir, 'tools/release', script), args, {
    cwd,
    env: {
      ...process.env,
      PATH: `${folder.path}/bin:${process.env['PATH']}`,
      POLL_SECONDS: '0',
      GITHUB_REPOSITORY: 'example/mercato',
      GITHUB_OUTPUT: join(folder.path, 'output'),
      GIT_CONFIG_GLOBAL: '/dev/null',
    },
    timeoutMs: 30_000,
  });

describe('propose.sh', () => {
  const clone = async (): Promise<string> => {
    const path = join(folder.path, 'clone');
    const script = `git init -q --bare origin && git clone -q origin clone && cd clone && git checkout -q -b main &&
      git config user.name x && git config user.email x@example.com && mkdir -p k8s/gitops &&
      echo one > k8s/gitops/images.yaml && git add . && git commit -q -m one && git push -q origin main`;
    await runCommand('bash', ['-c', script], { cwd: folder.path });
    return path;
  };

  it('brings a change to main by a pull request, and says what became of it', async () => {
    const path = await clone();
    writeFileSync(join(path, 'k8s/gitops/images.yaml'), 'two\n');
    standIn('gh', '[ "$1 $2" = "pr view" ] && echo 0123abc || true');
    expect(await run('propose.sh', ['deploy/x', 'deploy(x): y'], path)).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder.path, 'output'), 'utf8')).toBe('commit=0123abc\n');
    expect(calls()).toMatch(/pr create --base main --head deploy\/x[^]*pr merge deploy\/x --squash --auto/);
    const { stdout } = await runCommand('git', ['log', '--format=%s', 'origin/deploy/x'], { cwd: path });
    expect(stdout).toBe('deploy(x): y\none\n');
  });

  it('proposes nothing when nothing has changed', async () => {
    const path = await clone();
    standIn('gh', 'exit 1');
    expect(await run('propose.sh', ['deploy/x', 'y'], path)).toMatchObject({ code: 0 });
    expect(calls()).toBe('');
  });
});

describe('wait-healthy.sh', () => {
  const wait = () => run('wait-healthy.sh', ['abc', 'argocd/shop-staging', 'https://shop.example.com']);

  it('waits for Argo CD’s word, and then asks the shop', async () => {
    standIn('gh', `[ "$(wc -l < ${folder.path}/calls)" -gt 2 ] && echo success || echo pending`);
    standIn('curl', '');
    expect(await wait()).toMatchObject({ code: 0 });
    expect(calls()).toMatch(
      /(gh api repos\/example\/mercato\/commits\/abc\/statuses[^\n]*\n){3}curl[^\n]*\/health\ncurl/,
    );
  });

  it.each([
    ['Argo CD says that it failed', 'echo failure', '', /Argo CD says failure/],
    ['Argo CD says nothing', 'echo pending', '', /has said nothing/],
    ['the shop does not answer', 'echo success', 'echo "curl: 503" >&2; exit 22', /503/],
  ])('fails when %s', async (_, gh, curl, problem) => {
    standIn('gh', gh);
    standIn('curl', curl);
    const { code, stderr } = await wait();
    expect(code).not.toBe(0);
    expect(stderr).toMatch(problem);
  });
});

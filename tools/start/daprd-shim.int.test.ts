import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../shared/command.ts';
import { shimScript, writeShim } from './daprd-shim.ts';
import { readRunFile, withReplicas } from './run-file.ts';

const folder = mkdtempSync(join(tmpdir(), "mercato-shim's-"));
afterAll(() => rmSync(folder, { recursive: true }));

const daprd = join(folder, 'daprd');
const runFile = withReplicas(readRunFile(), new Map([['order', 2]]));
const options = { daprd, namesConfig: join(folder, 'names.yaml'), runFile, more: ['--enable-mtls'] };

describe('the daprd shim', () => {
  it('tells the version of the real one', async () => {
    writeFileSync(daprd, '#!/bin/sh\necho "1.18.2 $*"\n');
    chmodSync(daprd, 0o755);
    const shim = join(folder, 'bin/daprd');
    writeShim(shim, options);
    expect((await runCommand(shim, ['--version'])).stdout).toBe('1.18.2 --version\n');
  });

  it('runs it under the supervisor, by its app’s name and on loopback, with all it was given', async () => {
    const script = shimScript(options)
      .replace(/^cd .*$/m, '')
      .replace('exec sh tools/supervise.sh', 'printf "%s\\n" "$AWS_ACCESS_KEY_ID"');
    const file = join(folder, 'script');
    writeFileSync(file, script);
    const given = ['--app-id', 'order', '--app-port', '5103', '--flag', 'two words'];
    const { stdout } = await runCommand('sh', [file, ...given]);
    const [key, ...lines] = stdout.trim().split('\n');
    expect(key).toBe('order');
    const added = ['--config', 'dapr/access/order.yaml', '--config', options.namesConfig];
    expect(lines.slice(0, -5)).toEqual(['order-2.daprd', daprd, ...given, ...added]);
    expect(lines.slice(-5)).toContain('--dapr-internal-grpc-listen-address');
    expect(lines.at(-1)).toBe('--enable-mtls');
  });
});

import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { expectedChecksum, verifyChecksum } from './checksum.ts';

const a = 'a'.repeat(64);
const b = 'B'.repeat(64);

describe('expectedChecksum', () => {
  it.each([
    ['a lone hash', `${a}\n`, a],
    ['hash and name', `${a}  tool.tar.gz\n`, a],
    ['binary mark and folder', `${a} *dist/tool.tar.gz`, a],
    ['a list', `${a}  other.tar.gz\n${b}  tool.tar.gz\n`, b.toLowerCase()],
    ['a list without the file', `${a}  other.tar.gz\n${b}  third.tar.gz\n`, undefined],
    ['an error page', '<html>not found</html>', undefined],
    ['nothing', '', undefined],
  ])('%s', (_name, published, expected) => expect(expectedChecksum(published, 'tool.tar.gz')).toBe(expected));
});

describe('verifyChecksum', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mercato-checksum-'));
  const file = join(folder, 'tool.tar.gz');
  writeFileSync(file, 'content');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('accepts the published content', async () => {
    const hash = createHash('sha256').update('content').digest('hex');
    await expect(verifyChecksum(file, hash, 'tool.tar.gz')).resolves.toBeUndefined();
  });
  it('refuses other content', () => expect(verifyChecksum(file, a, 'tool.tar.gz')).rejects.toThrow('has sha256'));
  it('refuses when none is published', () =>
    expect(verifyChecksum(file, 'oops', 'tool.tar.gz')).rejects.toThrow('no sha256'));
});

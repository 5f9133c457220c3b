import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changedFiles, snapshot } from './drift.ts';

let root: string;
beforeEach(() => {
  root = `${mkdtempSync(join(tmpdir(), 'mercato-drift-'))}/`;
  mkdirSync(join(root, 'docs/deep'), { recursive: true });
  for (const name of ['same', 'changed', 'deep/gone']) writeFileSync(join(root, 'docs', name), name);
});
afterEach(() => rmSync(root, { recursive: true }));

describe('drift', () => {
  it('names what was added, changed and removed', () => {
    const before = snapshot(['docs', 'missing'], root);
    writeFileSync(join(root, 'docs/changed'), 'other');
    writeFileSync(join(root, 'docs/added'), '');
    rmSync(join(root, 'docs/deep/gone'));
    expect(changedFiles(before, snapshot(['docs'], root))).toEqual(['docs/added', 'docs/changed', 'docs/deep/gone']);
  });
});

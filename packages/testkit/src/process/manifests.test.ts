import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configFile, copyWithMetadata, resourceFolders } from './manifests.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'mercato-manifests-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('resourceFolders', () => {
  it('keeps folders and gathers documents in one more', () => {
    expect(resourceFolders(['/a', 'kind: X\n', '/b', 'kind: Y\n'], folder)).toEqual([
      '/a',
      '/b',
      join(folder, 'resources'),
    ]);
    expect(readFileSync(join(folder, 'resources/1.yaml'), 'utf8')).toBe('kind: Y\n');
  });
  it('adds nothing without documents', () => expect(resourceFolders(['/a'], folder)).toEqual(['/a']));
});

describe('configFile', () => {
  it('takes a path or a document', () => {
    expect(configFile('/c.yaml', folder)).toBe('/c.yaml');
    expect(readFileSync(configFile('kind: Configuration\n', folder), 'utf8')).toBe('kind: Configuration\n');
  });
});

describe('copyWithMetadata', () => {
  const pubsub = `
kind: Component
spec:
  type: pubsub.aws.snssqs
  metadata:
    - name: messageVisibilityTimeout
      value: '60'
    - name: endpoint
      envRef: AWS
`;
  it('changes entries of SNS/SQS components and nothing else', () => {
    const source = join(folder, 'local');
    mkdirSync(source);
    writeFileSync(join(source, 'commands.yaml'), pubsub);
    writeFileSync(join(source, 'state.yaml'), 'kind: Component # a comment\n');
    const copy = copyWithMetadata(source, { messageVisibilityTimeout: '2' }, join(folder, 'copies'));
    expect(parse(readFileSync(join(copy, 'commands.yaml'), 'utf8'))).toEqual(parse(pubsub.replace('60', '2')));
    expect(readFileSync(join(copy, 'state.yaml'), 'utf8')).toBe('kind: Component # a comment\n');
  });
});

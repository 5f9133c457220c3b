import { workFolder } from '@mercato/testkit/process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleFunctions, functionNames } from './bundle.ts';
import { runCommand } from '../shared/command.ts';

const folder = workFolder('functions');
let files: readonly string[] = [];
beforeAll(async () => {
  files = await bundleFunctions(folder.path);
});
afterAll(() => folder.remove());

it('makes one file of each function, which needs nothing beside it', () => {
  expect(files).toHaveLength(functionNames.length);
  for (const file of files) {
    const imports = [...readFileSync(file, 'utf8').matchAll(/^import .* from ["']([^"']+)["']/gm)].map(
      ([, from]) => from,
    );
    expect(imports.filter((from) => !from?.startsWith('node:'))).toEqual([]);
  }
});

it('makes handlers that Lambda can call', async () => {
  const event = { Records: [{ s3: { object: { key: 'order-placed-v1/2026-11-28/a.json', size: 9 } } }] };
  const file = files.find((each) => each.includes('archive-metrics')) ?? '';
  const script = `const { handler } = await import(${JSON.stringify(file)}); await handler(${JSON.stringify(event)});`;
  const { stdout } = await runCommand(process.execPath, ['--input-type=module', '-e', script], { cwd: folder.path });
  expect(JSON.parse(stdout)).toMatchObject({ Topic: 'order-placed-v1', ArchivedEvents: 1, ArchivedBytes: 9 });
});

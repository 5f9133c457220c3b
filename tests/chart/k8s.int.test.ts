import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rootDir } from '../../tools/shared/paths.ts';
import { readText } from '../conformance/files.ts';
import { conform } from './conform.ts';
import { renderText } from './render.ts';

// Argo CD's own kinds and Chaos Mesh's have no schema here.
const files = ['namespace/*', 'storage/*', 'external-secrets/store', 'argo-rollouts/analysis'].flatMap((name) =>
  globSync(`k8s/${name}.yaml`, { cwd: rootDir }),
);

it.each(files)('%s is what its controller knows, field by field', async (file) => {
  const { code, stdout } = await conform(readText(file));
  expect(code, stdout).toBe(0);
});

it.each(['staging', 'production'])('so is what Argo CD makes of %s', async (environment) => {
  const given = ['values', 'images'].flatMap((name) => ['-f', join(rootDir, `k8s/gitops/${environment}/${name}.yaml`)]);
  const { code, stdout } = await conform(await renderText(...given));
  expect(code, stdout).toBe(0);
});

it('would not be with a field that is wrong', async () => {
  const text = readText('k8s/argo-rollouts/analysis.yaml').replace('failureLimit:', 'failuresAllowed:');
  const { code, stdout } = await conform(text);
  expect(code).toBe(1);
  expect(stdout).toContain('failuresAllowed');
});

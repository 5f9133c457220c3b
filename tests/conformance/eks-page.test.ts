import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rootDir } from '../../tools/shared/paths.ts';
import { shellBlocks } from '../support/shell-blocks.ts';
import { readText } from './files.ts';

const page = readText('docs/eks.md');
const commands = shellBlocks('docs/eks.md')
  .map(({ code }) => code)
  .join('');
const named = (pattern: RegExp, text: string): readonly string[] =>
  [...text.matchAll(pattern)].map(([, name = '']) => name);

it('names files that are there', () => {
  const paths = named(/\b((?:k8s|tools|infra|helm|docs)\/[\w./-]*\w)/g, commands).filter((path) => !path.includes('$'));
  expect(paths.length).toBeGreaterThan(5);
  expect(paths.filter((path) => !existsSync(join(rootDir, path)))).toEqual([]);
});

it('asks Terraform for outputs and variables that it has', () => {
  const outputs = named(/output "(\w+)"/g, readText('infra/outputs.tf'));
  const variables = named(/variable "(\w+)"/g, readText('infra/variables.tf'));
  expect(outputs).toEqual(expect.arrayContaining([...named(/output -raw (\w+)/g, page)]));
  expect(variables).toEqual(
    expect.arrayContaining([...named(/-var=(\w+)=/g, page), 'api_cidrs', 'load_balancer', 'kubernetes_version']),
  );
});

it('names the variables that the workflows read', () => {
  const workflows = ['release', 'deploy'].map((name) => readText(`.github/workflows/${name}.yml`)).join('');
  for (const name of named(/vars\.(\w+)/g, workflows)) expect(page).toContain(`\`${name}\``);
});

it('applies nothing to another namespace than the shop’s, the platform’s or Argo CD’s', () => {
  const namespaces = named(/(?:-n|--namespace) ([a-z-]+)/g, commands);
  expect(namespaces.filter((name) => !['ecommerce', 'argocd'].includes(name))).toEqual([]);
});

import { workFolder } from '@mercato/testkit/process';
import { globSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rootDir } from '../../../tools/shared/paths.ts';
import { openWorkspace, type Workspace } from '../../support/terraform/plan.ts';
import { planProgram } from '../../../tools/toolbox/index.ts';

const folder = workFolder('terraform');
const variables = ['-var-file=environments/production.tfvars'];
let workspace: Workspace;

beforeAll(async () => {
  workspace = await openWorkspace(await planProgram(), join(folder.path, 'infra'), { names: false });
}, 15 * 60_000);
afterAll(() => {
  workspace?.stop();
  folder.remove();
});

const withFile = async (name: string, content: string, look: () => Promise<string>): Promise<string> => {
  const path = join(workspace.folder, name);
  writeFileSync(path, content);
  try {
    return await look();
  } finally {
    rmSync(path);
  }
};
const validate = () => workspace.run('validate', '-no-color');

describe('infra', () => {
  it('is formatted', async () => {
    expect(await workspace.run('fmt', '-check', '-recursive', join(rootDir, 'infra'))).toMatch(/^0\n/);
  });

  it('is valid by the schema of the AWS provider', async () => {
    expect(await validate()).toMatch(/^0\n/);
  });

  it.each([
    ['an argument', 'resource "aws_sqs_queue" "x" {\n  visibility_timeout = 1\n}\n', 'visibility_timeout'],
    ['a type', 'resource "aws_sqs_queue" "x" {\n  tags = "none"\n}\n', 'map of string required'],
    ['what is missing', 'resource "aws_eks_cluster" "x" {\n  name = "x"\n}\n', 'role_arn'],
    ['a reference', 'output "x" {\n  value = module.data.table\n}\n', 'does not have an attribute'],
  ])('would not be with %s that is wrong', async (_, content, problem) => {
    const said = await withFile('wrong.tf', content, validate);
    expect(said).toMatch(/^1\n/);
    expect(said.replaceAll(/\s+/g, ' ')).toContain(problem);
  });

  // What only AWS can say stays open, as it is for the real provider: nothing is counted or named by it.
  it.each(globSync('environments/*.tfvars', { cwd: join(rootDir, 'infra') }))(
    'can be planned with %s',
    async (file) => {
      expect((await workspace.plan(`-var-file=${file}`)).length).toBeGreaterThan(150);
    },
  );

  it.each([
    ['account_id=1234', 'twelve digits'],
    ['environment=dev', 'staging or production'],
  ])('refuses %s', async (variable, problem) => {
    const said = await workspace.run(
      'plan',
      '-input=false',
      '-no-color',
      '-lock=false',
      ...variables,
      `-var=${variable}`,
    );
    expect(said).toMatch(/^1\n/);
    expect(said).toContain(problem);
  });
});

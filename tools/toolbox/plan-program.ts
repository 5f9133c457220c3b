import { runCommand } from '../shared/command.ts';
import { getTool } from './get-tool.ts';

const newEnough = ({ terraform_version: version = '' }: { terraform_version?: string }): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major === 1 && minor >= 10;
};

/** A Terraform that the machine has and that reads our files; else OpenTofu, which reads the same language. */
export const planProgram = async (): Promise<string> => {
  const { code, stdout } = await runCommand('terraform', ['version', '-json'], {
    env: { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null' },
  });
  const there = code === 0 && newEnough(JSON.parse(stdout) as { terraform_version?: string });
  return there ? 'terraform' : (await getTool('tofu')).path;
};

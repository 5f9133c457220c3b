import { cpSync, globSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCommand } from '../../../tools/shared/command.ts';
import { rootDir } from '../../../tools/shared/paths.ts';
import { awsNames } from './aws-names.ts';
import { startProvider } from './provider.ts';
import { schemasIn } from './schemas.ts';

export interface PlannedResource {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  readonly values: Readonly<Record<string, unknown>>;
}

interface Module {
  readonly resources?: readonly PlannedResource[];
  readonly child_modules?: readonly Module[];
}

const resourcesOf = ({ resources = [], child_modules: children = [] }: Module): readonly PlannedResource[] => [
  ...resources,
  ...children.flatMap(resourcesOf),
];

export interface Workspace {
  readonly folder: string;
  /** Runs a command of OpenTofu in it; what it said begins with how it ended. */
  run(...args: string[]): Promise<string>;
  /** What would be made with these variables. */
  plan(...args: string[]): Promise<readonly PlannedResource[]>;
  stop(): void;
}

/** The backend is an account's; functions are built by a release. Neither is there, and neither matters to a plan. */
const standIns: Readonly<Record<string, string>> = {
  'backend_override.tf': 'terraform {\n  backend "local" {}\n}\n',
  '.build/archive-metrics/index.mjs': '',
  '.build/rotate-secret/index.mjs': '',
};

/** A copy of infra/ with stand-ins for its providers; `tofu` is the program. `names: false` leaves unknown what AWS alone can say. */
export const openWorkspace = async (tofu: string, folder: string, { names = true } = {}): Promise<Workspace> => {
  cpSync(join(rootDir, 'infra'), folder, { recursive: true });
  // It reads from beside itself which services there are.
  for (const file of globSync('services/*/package.json', { cwd: rootDir }))
    cpSync(join(rootDir, file), join(folder, '..', file));
  for (const [path, content] of Object.entries(standIns)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const known = names ? awsNames : undefined;
  const [aws, archive] = await Promise.all([
    startProvider(schemasIn('aws'), known),
    startProvider(schemasIn('archive'), () => undefined),
  ]);
  const reattach = { 'hashicorp/aws': aws.reattach, 'hashicorp/archive': archive.reattach };
  const env = {
    ...process.env,
    TF_REATTACH_PROVIDERS: JSON.stringify(reattach),
    TF_CLI_CONFIG_FILE: '/dev/null',
    TF_IN_AUTOMATION: '1',
    CHECKPOINT_DISABLE: '1',
  };
  const run = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await runCommand(tofu, args, { cwd: folder, env, timeoutMs: 120_000 });
    return `${code}\n${stdout}${stderr}`;
  };
  const must = async (...args: string[]): Promise<string> => {
    const said = await run(...args);
    if (!said.startsWith('0\n')) throw new Error(`tofu ${args[0]}: ${said}`);
    return said.slice(2);
  };
  await must('init', '-input=false', '-no-color');
  return {
    folder,
    run,
    async plan(...args) {
      await must('plan', '-input=false', '-no-color', '-lock=false', '-out=plan', ...args);
      const { planned_values: values } = JSON.parse(await must('show', '-json', 'plan')) as {
        planned_values: { root_module: Module };
      };
      return resourcesOf(values.root_module);
    },
    stop() {
      aws.stop();
      archive.stop();
    },
  };
};

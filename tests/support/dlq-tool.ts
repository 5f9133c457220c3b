import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type TestAws, workFolder } from '@mercato/testkit/process';
import { rootDir } from '../../tools/shared/paths.ts';

export interface DlqTool {
  /** `npm run dlq -- <args>`: its exit code and all it printed. */
  readonly run: (...args: string[]) => Promise<readonly [number | null, string]>;
  /** Where it writes down what it does. */
  readonly audit: string;
  readonly remove: () => void;
}

/** The tool as an operator has it, at the queues and the table of a test. */
export const dlqTool = ({ dynamodb, snssqs }: TestAws['endpoints']): DlqTool => {
  const folder = workFolder('dlq');
  const audit = join(folder.path, 'audit.jsonl');
  const run = async (...args: string[]) => {
    const child = spawn(process.execPath, [join(rootDir, 'tools/dlq.ts'), ...args, '--audit', audit], {
      env: { ...process.env, AWS_ENDPOINT_SNSSQS: snssqs, AWS_ENDPOINT_DYNAMODB: dynamodb },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    return [child.exitCode, out + err] as const;
  };
  return { run, audit, remove: () => folder.remove() };
};

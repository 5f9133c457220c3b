import { join } from 'node:path';
import { lastLines, runCommand } from '../shared/command.ts';
import { rootDir } from '../shared/paths.ts';

const cli = join(rootDir, 'web/node_modules/openapi-typescript/bin/cli.js');
const document = 'packages/contracts/generated/openapi/mercato.json';

/** Where the types of the storefront's client lie. */
export const webClientFolder = 'web/src/api';

/** Types of every public route, made from its description; by the tool's own compiler, which is older than ours. */
export async function writeWebClient(): Promise<void> {
  const args = [cli, document, '--output', `${webClientFolder}/schema.d.ts`];
  const { code, stdout, stderr } = await runCommand(process.execPath, args, { cwd: rootDir });
  if (code !== 0) throw new Error(`The client's types cannot be made: ${lastLines(stdout + stderr, 5)}`);
}

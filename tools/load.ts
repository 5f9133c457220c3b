import { parseArguments } from './load/arguments.ts';
import { runLoad } from './load/run.ts';
import { getTool } from './toolbox/index.ts';

try {
  const options = parseArguments(process.argv.slice(2));
  const { path } = await getTool('k6');
  process.exitCode = (await runLoad(path, options)) ? 0 : 1;
} catch (error) {
  process.stderr.write(`✗ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

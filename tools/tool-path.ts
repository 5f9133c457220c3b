import { getTool, tools, type ToolName } from './toolbox/index.ts';

// Says where a tool is, and gets it first where it is not there.
const isTool = (name: string): name is ToolName => name in tools;
const [name = ''] = process.argv.slice(2);
if (isTool(name)) process.stdout.write(`${(await getTool(name)).path}\n`);
else {
  process.stderr.write(`✗ Usage: node tools/tool-path.ts ${Object.keys(tools).join('|')}\n`);
  process.exitCode = 1;
}

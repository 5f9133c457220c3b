import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArguments } from './logs/arguments.ts';
import { formatLines } from './logs/format.ts';
import { search } from './logs/search.ts';
import { coloured, plain } from './order/paint.ts';
import { logsDir } from './shared/paths.ts';
import { say } from './shared/progress.ts';

try {
  const asked = parseArguments(process.argv.slice(2), Date.now());
  if (!existsSync(logsDir)) throw new Error('There are no logs: npm start writes them.');
  const names = readdirSync(logsDir).filter((name) => name.endsWith('.log'));
  const files = names.map((name) => ({
    source: basename(name, '.log'),
    text: readFileSync(join(logsDir, name), 'utf8'),
  }));
  const lines = search(files, asked);
  const paint = process.stdout.isTTY && !process.env['NO_COLOR'] ? coloured : plain;
  for (const line of asked.json ? lines.map(({ text }) => text) : formatLines(lines, paint)) say(line);
  process.exitCode = lines.length > 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`✗ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

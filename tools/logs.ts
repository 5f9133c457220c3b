import { parseArguments } from './logs/arguments.ts';
import { formatLines } from './logs/format.ts';
import { logFilesIn } from './logs/log-files.ts';
import { search } from './logs/search.ts';
import { coloured, plain } from './order/paint.ts';
import { logsDir } from './shared/paths.ts';
import { say } from './shared/progress.ts';

try {
  const asked = parseArguments(process.argv.slice(2), Date.now());
  const files = logFilesIn(logsDir);
  if (files.length === 0) throw new Error('There are no logs: npm start writes them.');
  const lines = search(files, asked);
  const paint = process.stdout.isTTY && !process.env['NO_COLOR'] ? coloured : plain;
  for (const line of asked.json ? lines.map(({ text }) => text) : formatLines(lines, paint)) say(line);
  process.exitCode = lines.length > 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`✗ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

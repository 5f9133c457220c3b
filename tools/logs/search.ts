import type { LogsArguments } from './arguments.ts';
import type { LogFile } from './log-files.ts';
import { levels, type LogLine, parseLine } from './log-line.ts';

const linesOf = ({ source, text }: LogFile): readonly LogLine[] => {
  const lines: LogLine[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() !== '') lines.push(parseLine(source, line, lines.at(-1)));
  }
  return lines;
};

/** `order` is every replica of order and its sidecar, `order.daprd` the sidecars alone. */
const isOf = (source: string, service: string): boolean =>
  source === service ||
  source.replace(/-\d+(?=\.|$)/, '') === service ||
  source.replace(/(-\d+)?\.\w+$/, '') === service;

const matcher =
  ({ texts, services, level, since }: LogsArguments) =>
  (line: LogLine): boolean =>
    line.at >= since &&
    levels[line.level] >= levels[level] &&
    (services.length === 0 || services.some((service) => isOf(line.source, service))) &&
    texts.every((text) => line.text.includes(text));

const idsOf = ({ requestId, traceId }: LogLine): readonly string[] =>
  [requestId, traceId].filter((id) => id !== undefined);

/** What was asked for, oldest first. */
export const search = (files: readonly LogFile[], asked: LogsArguments): readonly LogLine[] => {
  const all = files.flatMap(linesOf);
  const found = all.filter(matcher(asked));
  const ids = new Set(asked.related ? found.flatMap(idsOf) : []);
  const chosen = new Set(found);
  const lines =
    ids.size === 0 ? found : all.filter((line) => chosen.has(line) || idsOf(line).some((id) => ids.has(id)));
  return lines.toSorted((a, b) => a.at - b.at);
};

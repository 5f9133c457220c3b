import type { Paint } from '../order/paint.ts';
import type { LogLine } from './log-line.ts';

const colours = { trace: 'dim', debug: 'dim', info: 'green', warn: 'yellow', error: 'red', fatal: 'red' } as const;
const shownApart = new Set(['level', 'time', 'service', 'msg', 'requestId', 'traceId', 'spanId']);

const value = (field: unknown): string => (typeof field === 'string' ? field : JSON.stringify(field));

const restOf = ({ text, fields }: LogLine, paint: Paint): string => {
  if (!fields) return text.replace(/^time="[^"]*" level=\w+ /, '');
  const rest = Object.entries(fields).filter(([name]) => !shownApart.has(name));
  const details = rest.map(([name, field]) => `${name}=${value(field)}`).join(' ');
  return `${value(fields['msg'] ?? '')}  ${paint('dim', details)}`.trimEnd();
};

/** `08:00:09.736 info  order  saga step  orderId=…  [first of the request's id]` */
export const formatLine = (line: LogLine, width: number, paint: Paint): string => {
  const time = new Date(line.at).toISOString().slice(11, 23);
  const request = line.requestId === undefined ? '' : paint('dim', `  [${line.requestId.slice(0, 8)}]`);
  const level = paint(colours[line.level], line.level.padEnd(5));
  return `${time} ${level} ${line.source.padEnd(width)} ${restOf(line, paint)}${request}`;
};

export const formatLines = (lines: readonly LogLine[], paint: Paint): readonly string[] => {
  const width = Math.max(0, ...lines.map(({ source }) => source.length));
  return lines.map((line) => formatLine(line, width, paint));
};

import type { Letter, QueueSummary, Redriven } from '@mercato/queues/dead-letters';

const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** `3 h 12 min`: the two largest units that count. */
export const ageOf = (since: string, now: number): string => {
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1_000));
  const first = units.findIndex(([, size]) => seconds >= size);
  if (first === -1) return '0 s';
  return units
    .slice(first, first + 2)
    .map(
      ([unit, size], i) => [unit, Math.floor((i === 0 ? seconds : seconds % (units[first]?.[1] ?? 1)) / size)] as const,
    )
    .filter(([, count]) => count > 0)
    .map(([unit, count]) => `${count} ${unit}`)
    .join(' ');
};

const count = (n: number): string => `${n} message${n === 1 ? '' : 's'}`;

export const formatList = (queues: readonly QueueSummary[], now: number): string => {
  const width = Math.max(...queues.map(({ queue }) => queue.length));
  const row = ({ queue, messages, oldestSentAt, more }: QueueSummary): string => {
    const age = oldestSentAt === null ? '–' : `${more ? 'at least ' : ''}${ageOf(oldestSentAt, now)}`;
    return `${queue.padEnd(width)}  ${String(messages).padStart(8)}  ${age}`;
  };
  return [`${'queue'.padEnd(width)}  messages  oldest`, ...queues.map(row)].join('\n');
};

const whyLine = ({ reason, code, at, saidBy }: Letter['why']): string => {
  if (saidBy === 'app') return `${code}: ${reason} (${at})`;
  return saidBy === 'message' ? `${reason} (seen in the message)` : reason;
};

const letterLines = (letter: Letter, now: number): readonly string[] => {
  const { topic, subject, eventId, messageId, attempts, firstReceivedAt, sentAt, traceId, requestId, event } = letter;
  return [
    `${topic || 'of no topic'}${subject ? ` about ${subject}` : ''}`,
    `  event    ${eventId || '–'}  (message ${messageId})`,
    `  age      ${sentAt === null ? '–' : ageOf(sentAt, now)}, ${attempts} attempts, the first ${firstReceivedAt ?? '–'}`,
    `  why      ${whyLine(letter.why)}`,
    `  trace    ${traceId ?? '–'}  request ${requestId ?? '–'}`,
    ...`  message  ${typeof event === 'string' ? event : JSON.stringify(event, undefined, 2)}`
      .split('\n')
      .map((line, i) => (i === 0 ? line : `           ${line}`)),
  ];
};

export const formatLetters = (queue: string, letters: readonly Letter[], now: number): string =>
  [`${queue}: ${count(letters.length)}`, ...letters.flatMap((letter) => ['', ...letterLines(letter, now)])].join('\n');

export const formatRedriven = (source: string, { moved, missing, task }: Redriven): string =>
  [
    `${count(moved)} sent back to ${source}`,
    ...(task === undefined || task === 'COMPLETED'
      ? []
      : [`the move task of SQS is ${task.toLowerCase()}: look again`]),
    ...missing.map((id) => `✗ there is no message ${id}`),
  ].join('\n');

import { logFilesIn } from '../logs/log-files.ts';
import type { LoggedRequest } from './dossier.ts';

interface Line {
  readonly time: string;
  readonly service: string;
  readonly requestId?: string;
  readonly traceId?: string;
  readonly orderId?: string;
}

const parsed = (text: string): Line | undefined => {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
};

/** Every line of the services' logs; sidecars and supervisors do not write JSON. */
export const linesIn = (folder: string): readonly string[] =>
  logFilesIn(folder).flatMap(({ text }) => text.split('\n'));

/** The requests whose lines name the order, oldest first, each with all lines that bear its id, whoever wrote them. */
export const requestsAbout = (orderId: string, texts: readonly string[]): readonly LoggedRequest[] => {
  const naming = texts.filter((text) => text.includes(orderId)).map(parsed);
  const ids = new Set(naming.flatMap((line) => (line?.orderId === orderId && line.requestId ? [line.requestId] : [])));
  const byRequest = new Map<string, Line[]>([...ids].map((id) => [id, []]));
  for (const text of texts) {
    // Most lines belong to other requests, and parsing them all would take the time.
    const id = /"requestId":"([^"]+)"/.exec(text)?.[1];
    const lines = id === undefined ? undefined : byRequest.get(id);
    const line = lines && parsed(text);
    if (line) lines.push(line);
  }
  return Array.from(byRequest, ([requestId, lines]) => summary(requestId, lines)).toSorted((a, b) =>
    a.firstAt.localeCompare(b.firstAt),
  );
};

const summary = (requestId: string, lines: readonly Line[]): LoggedRequest => ({
  requestId,
  traceId: lines.find((line) => line.traceId !== undefined)?.traceId,
  firstAt: lines.map((line) => line.time).toSorted()[0] ?? '',
  services: [...new Set(lines.map((line) => line.service))].toSorted(),
  lines: lines.length,
});

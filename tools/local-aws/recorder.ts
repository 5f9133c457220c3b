import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Recorder {
  note(authorization: string | undefined, action: string | undefined): void;
  flush(): void;
}

const scope = /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\//;

/** IAM knows no batch variants of SNS's and SQS's actions. */
function iamAction(service: string, action: string): string {
  return `${service}:${service === 'dynamodb' ? action : action.replace(/Batch$/, '')}`;
}

export function actionOf(authorization: string | undefined, action: string | undefined): [string, string] | undefined {
  const [, caller, service] = scope.exec(authorization ?? '') ?? [];
  if (caller === undefined || service === undefined || action === undefined) return undefined;
  return [caller, iamAction(service, action.slice(action.lastIndexOf('.') + 1))];
}

/** Keeps, per access key id, the set of actions called, in a file that is whole at any time. */
export function createRecorder(file: string | undefined): Recorder {
  const seen = new Map<string, Set<string>>();
  if (file === undefined) return { note: () => undefined, flush: () => undefined };
  mkdirSync(dirname(file), { recursive: true });
  const flush = (): void => {
    const sorted = [...seen]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([who, what]) => [who, [...what].toSorted()]);
    writeFileSync(`${file}.new`, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
    renameSync(`${file}.new`, file);
  };
  return {
    note(authorization, action) {
      const entry = actionOf(authorization, action);
      if (entry === undefined) return;
      const actions = seen.get(entry[0]) ?? new Set();
      if (actions.has(entry[1])) return;
      seen.set(entry[0], actions.add(entry[1]));
      flush();
    },
    flush,
  };
}

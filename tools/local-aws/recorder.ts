import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** By access key id and action. */
export type CallCounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface Recorder {
  note(authorization: string | undefined, action: string | undefined): void;
  /** How often each caller has called what. */
  calls(): CallCounts;
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

/** Keeps, per access key id, how often each action was called, and which ones in a file that is whole at any time. */
export function createRecorder(file: string | undefined): Recorder {
  const seen = new Map<string, Map<string, number>>();
  if (file === undefined) return { note: () => undefined, calls: () => ({}), flush: () => undefined };
  mkdirSync(dirname(file), { recursive: true });
  const flush = (): void => {
    const sorted = [...seen]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([who, what]) => [who, [...what.keys()].toSorted()]);
    writeFileSync(`${file}.new`, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
    renameSync(`${file}.new`, file);
  };
  return {
    note(authorization, action) {
      const [caller, called] = actionOf(authorization, action) ?? [];
      if (caller === undefined || called === undefined) return;
      const actions = seen.get(caller) ?? new Map<string, number>();
      const times = actions.get(called) ?? 0;
      seen.set(caller, actions.set(called, times + 1));
      if (times === 0) flush();
    },
    calls: () => Object.fromEntries([...seen].map(([who, what]) => [who, Object.fromEntries(what)])),
    flush,
  };
}

import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import type { AuditEntry } from '@mercato/queues/dead-letters';
import { stateDir } from '../shared/paths.ts';

/** Who is at this machine, and with whose key on AWS. */
export const actorOf = (accessKeyId: string | undefined): string => {
  const person = `${userInfo().username}@${hostname()}`;
  return accessKeyId === undefined ? person : `${person} (${accessKeyId})`;
};

/** Writes down who did what and when, one JSON object a line, before it is done: nothing vanishes without a trace. */
export const auditTrail =
  (actor: string, file = join(stateDir, 'dlq-audit.jsonl')) =>
  (entry: AuditEntry): void => {
    mkdirSync(dirname(file), { recursive: true });
    const line = JSON.stringify({ at: new Date().toISOString(), actor, ...entry });
    const open = openSync(file, 'a', 0o600);
    try {
      writeSync(open, `${line}\n`);
      fsyncSync(open);
    } finally {
      closeSync(open);
    }
  };

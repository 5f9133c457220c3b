import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { launchLocalAws, type LocalAws } from '../local-aws/launch.ts';
import { logsDir, stateDir } from '../shared/paths.ts';
import { say } from '../shared/progress.ts';

export const awsPorts = { dynamodb: 4566, snssqs: 4567 };

/** Which of our ports the chosen stand-in will listen on. */
export function awsPortsOf(choice: string | undefined): number[] {
  if (choice === undefined || choice === '') return Object.values(awsPorts);
  return choice === 'ministack' ? [awsPorts.dynamodb] : [];
}

/** Where the stand-in of a running shop answers. */
export function localEndpoints(choice: string | undefined): { dynamodb: string; snssqs: string } {
  const url = (port: number): string => `http://127.0.0.1:${port}`;
  if (choice === undefined || choice === '') return { dynamodb: url(awsPorts.dynamodb), snssqs: url(awsPorts.snssqs) };
  const one = choice === 'ministack' ? url(awsPorts.dynamodb) : choice.replace(/\/$/, '');
  return { dynamodb: one, snssqs: one };
}

export function startLocalAws(choice: string | undefined): Promise<LocalAws> {
  const data = join(stateDir, 'aws');
  const record = process.env['RECORD_AWS'];
  return launchLocalAws({ data, logFile: join(logsDir, 'local-aws.log'), ports: awsPorts, choice, record });
}

/** Starts the stand-in again when it dies by itself; its state is on disk. */
export async function keepLocalAws({ process: standIn }: LocalAws, isStopping: () => boolean): Promise<void> {
  if (standIn === undefined) return;
  for (;;) {
    await standIn.ended();
    if (isStopping()) return;
    say('! local AWS ended; starting it again');
    await sleep(500);
    await standIn.start();
  }
}

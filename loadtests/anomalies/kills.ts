import { setTimeout as sleep } from 'node:timers/promises';
import type { ManagedProcess } from '@mercato/testkit/process';

export interface Killable {
  readonly name: string;
  readonly service: ManagedProcess;
  readonly sidecar: ManagedProcess;
}

export interface Plan {
  readonly kills: number;
  readonly everyMs: number;
}

const inSaga = ['payment', 'product', 'shipping', 'order'];

/** The services of a checkout in turn: killed, and started again at once. */
export const killInTurn = async (apps: readonly Killable[], { kills, everyMs }: Plan): Promise<void> => {
  for (let n = 0; n < kills; n += 1) {
    await sleep(everyMs);
    const app = apps.find(({ name }) => name === inSaga[n % inSaga.length]);
    if (!app) throw new Error('somebody is missing');
    await app.service.kill();
    await app.service.start();
  }
  for (const { service } of apps) await service.waitUntilReady(60_000);
};

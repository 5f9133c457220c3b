import { setTimeout as sleep } from 'node:timers/promises';
import type { Shop } from '@mercato/testkit/process';
import { readQueues } from '@mercato/conservation';

/** Messages come back after their visibility, some more than once, and parcels travel. */
export const settleMs = 60_000;

/** A busy machine drains the queues slowly; that is no violation as long as they do get shorter. */
export const drained = async (shop: Shop, patience: number): Promise<void> => {
  let least = Infinity;
  for (let end = Date.now() + patience; least > 0 && Date.now() < end; await sleep(1_000)) {
    const depth = (await readQueues(shop.aws.sqs)).reduce((sum, { messages }) => sum + messages, 0);
    if (depth < least) [least, end] = [depth, Date.now() + patience];
  }
};

/** One that is just being started again is not there for a moment. */
export const everybodyUp = async (shop: Shop): Promise<void> => {
  for (const end = Date.now() + settleMs; ; await sleep(500)) {
    try {
      await Promise.all(shop.apps.map((app) => app.waitUntilReady()));
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
};

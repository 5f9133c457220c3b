import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { orderConfirmed } from '@mercato/contracts/order';
import type { Shop } from '@mercato/testkit/process';
import { depthOf, queueUrl } from '@mercato/queues';
import { counterOf, cpuSeconds } from '../lib/processes.ts';

export interface Load {
  readonly good: number;
  /** Further messages, which no try can mend. */
  readonly poison: number;
}

export interface Round extends Load {
  /** Until the last good message was done. */
  readonly seconds: number;
  /** Deliveries of poison in that time. */
  readonly poisonDeliveries: number;
  /** Processor time used in it, by process. */
  readonly cpu: { readonly app: number; readonly sidecar: number; readonly aws: number };
}

const topic = orderConfirmed.topic;
const queue = 'cart-events';
// Enough to keep every slot of the sidecar busy, and so few that a message that comes again does not wait for long.
const outstanding = 60;
const atOnce = 6;

const event = (version: unknown): string => {
  const orderId = `o-${randomUUID()}`;
  const at = '2026-01-01T00:00:00.000Z';
  const total = { amount: 1999, currency: 'EUR' };
  const data = { orderId, userId: 'u1', version, region: 'DE', at, items: [], total };
  return JSON.stringify({
    specversion: '1.0',
    id: randomUUID(),
    source: 'mercato/order',
    type: topic,
    subject: orderId,
    time: at,
    datacontenttype: 'application/json',
    data,
  });
};

/** What the consumer has done so far. */
const countsOf = async (shop: Shop) => {
  const of = (outcome: string): Promise<number> =>
    counterOf(shop.app('cart').url, 'messages_handled_total', `outcome="${outcome}"`);
  return { done: await of('done'), malformed: await of('malformed') };
};

const cpuOf = (shop: Shop): Round['cpu'] => {
  const { service, sidecar } = shop.app('cart');
  return {
    app: cpuSeconds(service.pid ?? 0),
    sidecar: cpuSeconds(sidecar.pid ?? 0),
    aws: cpuSeconds(shop.localAws.process?.pid ?? 0),
  };
};

/** Which messages are good, in the order in which they are sent: poison is spread evenly. */
const planOf = ({ good, poison }: Load): readonly boolean[] => {
  const every = Math.max(1, Math.floor(good / Math.max(1, poison)));
  return Array.from({ length: good }, (_, n) =>
    n % every === 0 && n / every < poison ? [false, true] : [true],
  ).flat();
};

/** Publishes a load at the pace at which it is consumed, and measures until the last good message is done. */
export const runRound = async (shop: Shop, load: Load): Promise<Round> => {
  const arn = await shop.aws.sns.createTopic(topic);
  const plan = planOf(load);
  const before = await countsOf(shop);
  const cpuBefore = cpuOf(shop);
  const startedAt = performance.now();
  let sent = 0;
  let published = 0;
  for (let done = 0; done < load.good; done = (await countsOf(shop)).done - before.done) {
    while (published - done < outstanding && published < load.good) {
      const batch = plan.slice(sent, sent + atOnce);
      await Promise.all(batch.map((isGood) => shop.aws.sns.publish(arn, event(isGood ? 1 : 'five'))));
      sent += batch.length;
      published += batch.filter((isGood) => isGood).length;
    }
    await sleep(20);
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  const after = cpuOf(shop);
  const { malformed } = await countsOf(shop);
  return {
    ...load,
    seconds,
    poisonDeliveries: malformed - before.malformed,
    cpu: {
      app: after.app - cpuBefore.app,
      sidecar: after.sidecar - cpuBefore.sidecar,
      aws: after.aws - cpuBefore.aws,
    },
  };
};

/** Waits until nothing of a round is left, and forgets its dead letters. */
export const cleanUp = async ({ aws: { sqs } }: Shop): Promise<number> => {
  const url = await queueUrl(sqs, queue);
  const dead = await queueUrl(sqs, `${queue}-dlq`);
  while ((await depthOf(sqs, url)) > 0) await sleep(200);
  const letters = await depthOf(sqs, dead);
  await sqs.purgeQueue(dead);
  return letters;
};

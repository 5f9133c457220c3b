import { errors } from '@mercato/kit/errors';
import type { Fault, MemoryShop, Moment } from '../../support/memory-shop/index.ts';

/** What goes wrong, once, in a shop. */
export type Plan = (shop: MemoryShop) => Fault;

type When = Fault['when'];

const isCall =
  (route: string): When =>
  (m) =>
    m.kind === 'call' && m.route === route;

export const isPublishOf =
  (topic: string): When =>
  (m) =>
    m.kind === 'publish' && m.topic === topic;

export const isAcknowledgementOf =
  (topic: string): When =>
  (m) =>
    m.kind === 'acknowledgement' && m.topic === topic;

const isWriteOf =
  (key: string, text: string): When =>
  (m: Moment) =>
    m.kind === 'write' && m.key === key && JSON.stringify(m.value).includes(text);

/** A process dies right before it does something. */
export const diesBefore =
  (when: When): Plan =>
  () => ({
    when,
    act: async (_work, _moment, replica) => {
      await Promise.resolve();
      replica.kill();
    },
  });

/** A process dies a little after it has done something. */
export const diesAfter =
  (when: When): Plan =>
  (shop) => ({
    when,
    act: async (work, _, replica) => {
      const result = await work();
      const die = async (): Promise<void> => {
        await shop.clock.sleep(1);
        replica.kill();
      };
      shop.errands.push(die());
      return result;
    },
  });

/** The order service dies right after the effect of a step, before it can put it down. */
export const diesAfterStep = (label: string): Plan =>
  diesBefore((m) => m.kind === 'saga' && m.point === 'after-effect' && m.label === label);

/** Nobody answers: nothing was done, and it is known. */
export const isAway =
  (route: string): Plan =>
  () => ({ when: isCall(route), act: () => Promise.reject(errors.unavailable(route)) });

/** It is done, and the answer lost. */
const answerIsLost = (when: When): Fault => ({
  when,
  act: async (work) => {
    await work();
    throw errors.timeout('Whoever was asked');
  },
});

export const callTimesOut =
  (route: string): Plan =>
  () =>
    answerIsLost(isCall(route));

export const publishingTimesOut =
  (topic: string): Plan =>
  () =>
    answerIsLost(isPublishOf(topic));

/** The call times out, and is done when its undo is long over. */
export const callComesLate =
  (route: string): Plan =>
  (shop) => ({
    when: isCall(route),
    act: async (work) => {
      const late = async (): Promise<void> => {
        await shop.clock.sleep(10_000);
        await work();
      };
      shop.errands.push(late());
      await Promise.resolve();
      throw errors.timeout(route);
    },
  });

/** A replica hangs between deciding on a delivery and writing it: what it decided on is no longer there by then. */
export const deliveryIsWrittenLate: Plan = (shop) => ({
  when: isWriteOf('product:mug', '"delivery"'),
  act: async (work, _, replica) => {
    const { replicas } = shop.host('product');
    replicas.splice(replicas.indexOf(replica), 1);
    await shop.clock.sleep(20_000);
    return work();
  },
});

/** Somebody else writes the product right before the sale is written. */
export const saleConflicts: Plan = () => ({
  when: isWriteOf('product:mug', '"committed"'),
  act: () => Promise.resolve('conflict'),
});

import type { Surroundings } from '@mercato/kit/dapr';
import { News } from '@mercato/kit/service';
import { Rounds } from '@mercato/kit/time';
import type { z } from 'zod';
import { invokedServices } from './adapters/invoked.ts';
import { storedOrders } from './adapters/stored.ts';
import type { orderConfig } from './config.ts';
import { orderMetrics } from './metrics.ts';
import { cancellationRunner, checkoutRunner } from './saga/runners.ts';
import { countParked, type CountParkedDeps } from './use-cases/count-parked.ts';
import type { OrderDeps } from './use-cases/deps.ts';

type Needs = Pick<
  Surroundings<z.output<typeof orderConfig>>,
  'config' | 'state' | 'publisher' | 'invoker' | 'clock' | 'ids' | 'log' | 'faults' | 'warmUp' | 'onStop'
>;

/** Puts the service together from what surrounds it. */
export const compose = (given: Needs): OrderDeps => {
  const { config, state: store, publisher, invoker, clock, ids, log, faults } = given;
  const basics = {
    ...storedOrders({ store, publisher, clock, ids }),
    ...invokedServices(invoker),
    publisher,
    clock,
    ids,
    log,
    metrics: orderMetrics(),
    endings: new News(),
  };
  const saga = {
    ...basics,
    giveUpAfterMs: config.ORDER_GIVE_UP_AFTER_MS,
    parkAfter: { tries: config.ORDER_PARK_AFTER_TRIES, ms: config.ORDER_PARK_AFTER_MS },
    ...(faults ? { faults: faults.at } : {}),
  };
  countNowAndThen(given, basics);
  return { ...basics, checkout: checkoutRunner(saga), cancellation: cancellationRunner(saga) };
};

const countNowAndThen = ({ config, clock, log, warmUp, onStop }: Needs, deps: CountParkedDeps): void => {
  const rounds = new Rounds({
    clock,
    pauseMs: config.ORDER_COUNT_PARKED_MS,
    work: () => countParked(deps),
    failed: (error) => log.warn({ err: error }, 'parked orders could not be counted, trying again'),
  });
  warmUp('parked orders', async () => {
    await countParked(deps);
    rounds.start();
  });
  onStop(() => rounds.stop());
};

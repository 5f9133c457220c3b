import type { Surroundings } from '@mercato/kit/dapr';
import type { z } from 'zod';
import { invokedServices } from './adapters/invoked.ts';
import { storedOrders } from './adapters/stored.ts';
import type { orderConfig } from './config.ts';
import { orderMetrics } from './metrics.ts';
import { cancellationRunner, checkoutRunner } from './saga/runners.ts';
import type { OrderDeps } from './use-cases/deps.ts';

type Needs = Pick<
  Surroundings<z.output<typeof orderConfig>>,
  'config' | 'state' | 'publisher' | 'invoker' | 'clock' | 'ids' | 'log' | 'faults'
>;

/** Puts the service together from what surrounds it. */
export const compose = ({ config, state, publisher, invoker, clock, ids, log, faults }: Needs): OrderDeps => {
  const basics = {
    ...storedOrders(state, publisher, clock),
    ...invokedServices(invoker),
    publisher,
    clock,
    ids,
    log,
    metrics: orderMetrics(),
  };
  const saga = {
    ...basics,
    giveUpAfterMs: config.ORDER_GIVE_UP_AFTER_MS,
    parkAfter: { tries: config.ORDER_PARK_AFTER_TRIES, ms: config.ORDER_PARK_AFTER_MS },
    ...(faults ? { faults: faults.at } : {}),
  };
  return { ...basics, checkout: checkoutRunner(saga), cancellation: cancellationRunner(saga) };
};

import { setOrderStatus } from '@mercato/contracts/order';
import { type DomainError, isRefusal } from '@mercato/kit/errors';
import { subscription } from '@mercato/kit/messaging';
import { waitFor } from '@mercato/kit/service';
import { confirmStatus, judgeStatus, refuseStatus } from '../domain/fulfilment.ts';
import { orders as refusals } from '../domain/errors.ts';
import { bookStep, stepKeyOf } from '../domain/order.ts';
import type { OrderDeps } from '../use-cases/deps.ts';

type Deps = Pick<OrderDeps, 'orders' | 'shipping' | 'clock' | 'log' | 'metrics'>;
type Command = Parameters<typeof judgeStatus>[1];

// Right after its confirmation the parcel may not have heard of it yet.
const releaseMs = 5_000;

/** Marks an order by hand: shipping moves the parcel, then the order says so. */
export const onSetOrderStatus = (deps: Deps) =>
  subscription(setOrderStatus, async ({ data }) => {
    const { orders, clock, log, metrics } = deps;
    const { orderId, commandId, status } = data;
    const next = await orders.execute(orderId, `status:${commandId}`, (current) =>
      judgeStatus(current, data, clock.now()),
    );
    if (next === 'settled') return;
    const why = await moveParcel(deps, data);
    const reached = await orders.execute(orderId, `status:${commandId}:settled`, (current) =>
      why ? refuseStatus(current, data, why, clock.now()) : confirmStatus(current, data, clock.now()),
    );
    for (const one of reached) metrics.reached(one);
    log.info({ orderId, commandId, status, code: why?.code }, 'status set by hand');
  });

/** Why shipping said no, if it did; a failure is thrown, so that the message comes again. */
const moveParcel = async (deps: Deps, command: Command): Promise<DomainError | undefined> => {
  const moved = await waitFor(() => tryMove(deps, command), { ms: releaseMs, clock: deps.clock });
  if (!moved) throw refusals.busy(command.orderId, 'its parcel is still held');
  return moved.why;
};

interface Moved {
  readonly why?: DomainError;
}

const tryMove = async ({ shipping }: Deps, { orderId, status }: Command): Promise<Moved | undefined> => {
  const step = { key: stepKeyOf(orderId, bookStep), orderId };
  try {
    await (status === 'shipped' ? shipping.dispatch(step) : shipping.deliver(step));
    return {};
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return error.code === 'shipment.not_released' ? undefined : { why: error };
  }
};

import type { SagaObserver } from '@mercato/kit/saga';
import type { News } from '@mercato/kit/service';
import type { Logger } from '@mercato/kit/telemetry';
import { checkoutOutcome } from '../domain/checkout-outcome.ts';
import type { OrderState } from '../domain/order.ts';
import type { OrderMetrics } from '../ports/order-metrics.ts';

interface Told {
  readonly log: Logger;
  readonly metrics: OrderMetrics;
  readonly endings: News;
}

/** Logs and counts what a saga does. A refusal is business as usual; only what needs a person is an error. */
export const sagaObserver = (saga: string, { log, metrics, endings }: Told): SagaObserver<OrderState> => ({
  called: (orderId, report, ms) => {
    const { phase, step, outcome } = report;
    metrics.step(step, phase, outcome, ms);
    const why = 'code' in report ? { code: report.code, detail: report.detail } : {};
    log.info({ orderId, saga, phase, step, outcome, ms, ...why }, 'saga step');
  },
  paused: (orderId, why, { parked, direction }) => {
    if (why === 'parked') log.error({ orderId, saga, ...parked }, 'order needs attention');
    else log.info({ orderId, saga, why, direction }, 'saga waits');
  },
  ended: (orderId, { status, total, cancellation }, { end }) => {
    const moved = saga === 'checkout' || end === 'done';
    if (moved) metrics.reached(status);
    if (saga === 'checkout') endings.tell(orderId);
    if (saga === 'checkout') metrics.checkedOut(checkoutOutcome(cancellation?.code));
    if (moved && status === 'processing' && total) metrics.confirmed(total);
    log.info({ orderId, saga, end, status, code: cancellation?.code }, 'saga ended');
  },
});

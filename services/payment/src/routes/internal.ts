import type { paymentApi } from '@mercato/contracts/payment';
import { type Handlers, verdict } from '@mercato/kit/service';
import { paymentIdOf } from '../domain/payment.ts';
import { authorize } from '../use-cases/authorize.ts';
import { capture } from '../use-cases/capture.ts';
import type { PaymentParts } from '../use-cases/parts.ts';
import { refund } from '../use-cases/refund.ts';
import { tokenize } from '../use-cases/tokenize.ts';
import { undo } from '../use-cases/void.ts';

type Internal = Pick<Handlers<typeof paymentApi>, 'tokenizeFor' | 'authorize' | 'capture' | 'void' | 'refund'>;

export const internalRoutes = (parts: PaymentParts): Internal => ({
  tokenizeFor: ({ body }) => verdict(async () => ({ card: await tokenize(parts, body) })),

  authorize: ({ body }) =>
    verdict(async () => {
      await authorize(parts, body);
      return { paymentId: paymentIdOf(body.orderId), amount: body.amount };
    }),

  capture: ({ body }) => verdict(async () => ({ captured: await capture(parts, body) })),

  void: ({ body }) => verdict(async () => ({ refunded: await undo(parts, body) })),

  refund: ({ body }) => verdict(async () => ({ refunded: await refund(parts, body) })),
});

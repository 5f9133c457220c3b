import type { Defence } from './defence.ts';
import { aggregate } from './defences/aggregate.ts';
import { archive } from './defences/archive.ts';
import { browser } from './defences/browser.ts';
import { calls } from './defences/calls.ts';
import { callers } from './defences/callers.ts';
import { cart } from './defences/cart.ts';
import { catalogue } from './defences/catalogue.ts';
import { deadLetters } from './defences/dead-letters.ts';
import { dependencies } from './defences/dependencies.ts';
import { gateway } from './defences/gateway.ts';
import { http } from './defences/http.ts';
import { idempotency } from './defences/idempotency.ts';
import { listings } from './defences/listings.ts';
import { machines } from './defences/machines.ts';
import { manifests } from './defences/manifests.ts';
import { messages } from './defences/messages.ts';
import { notification } from './defences/notification.ts';
import { operations } from './defences/operations.ts';
import { orderAfterwards } from './defences/order-afterwards.ts';
import { orderPlacing } from './defences/order-placing.ts';
import { payment } from './defences/payment.ts';
import { paymentBack } from './defences/payment-back.ts';
import { policies } from './defences/policies.ts';
import { rebuilding } from './defences/rebuilding.ts';
import { runtime } from './defences/runtime.ts';
import { sagaRuns } from './defences/saga-runs.ts';
import { sagaTurns } from './defences/saga-turns.ts';
import { shipping } from './defences/shipping.ts';
import { state } from './defences/state.ts';
import { stock } from './defences/stock.ts';
import { stripe } from './defences/stripe.ts';
import { thirdParties } from './defences/third-parties.ts';
import { tokens } from './defences/tokens.ts';
import { tracing } from './defences/tracing.ts';
import { user } from './defences/user.ts';
import { userAddresses } from './defences/user-addresses.ts';

/** Every defence against loss, repetition, disorder, stale reads, lost answers, hangs and crashes. */
export const allDefences: readonly Defence[] = [
  ...messages,
  ...aggregate,
  ...state,
  ...calls,
  ...callers,
  ...dependencies,
  ...idempotency,
  ...sagaTurns,
  ...sagaRuns,
  ...orderPlacing,
  ...orderAfterwards,
  ...payment,
  ...paymentBack,
  ...thirdParties,
  ...stripe,
  ...stock,
  ...catalogue,
  ...shipping,
  ...cart,
  ...notification,
  ...user,
  ...userAddresses,
  ...browser,
  ...tokens,
  ...machines,
  ...gateway,
  ...http,
  ...listings,
  ...rebuilding,
  ...archive,
  ...deadLetters,
  ...operations,
  ...manifests,
  ...policies,
  ...runtime,
  ...tracing,
];

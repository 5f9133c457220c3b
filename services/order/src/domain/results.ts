import type { DomainError } from '@mercato/kit/errors';
import type { CommandResult, OrderState } from './order.ts';

/** How many commands an order remembers: that many may wait for their outcome at once. */
export const remembered = 16;

/** Remembers what came of a command, for whoever waits for it and for its repetitions. */
export const withResult = (order: OrderState, commandId: string, refusal?: DomainError): OrderState => {
  const result = { commandId, code: refusal?.code ?? null, detail: refusal?.message ?? null };
  return { ...order, results: [...order.results, result].slice(-remembered) };
};

export const resultOf = (order: OrderState, commandId: string): CommandResult | undefined =>
  order.results.find((result) => result.commandId === commandId);

/** Answers everybody who asked for the cancellation. */
export const answerCancels = (order: OrderState, refusal?: DomainError): OrderState => ({
  ...order.cancelRequests.reduce((state, commandId) => withResult(state, commandId, refusal), order),
  cancelRequests: [],
});

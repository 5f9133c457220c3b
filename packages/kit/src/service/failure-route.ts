import { type ApiContract, getFailure } from '@mercato/contracts/shared';
import type { ServiceOptions } from './options.ts';
import { ok } from './reply.ts';
import type { Handlers } from './request.ts';

/** Whoever takes messages tells the operators' console why one could not be handled. */
export const withFailures = (options: ServiceOptions<ApiContract>): ServiceOptions<ApiContract> => {
  const { api, handlers, subscriptions = [], readFailure } = options;
  if (subscriptions.length === 0 || !readFailure) return options;
  const answer: Handlers<{ getFailure: typeof getFailure }>['getFailure'] = async ({ params: { name } }) => {
    const failure = await readFailure(name);
    return ok({ note: failure ? { code: failure.code, reason: failure.reason, at: failure.at } : null });
  };
  // Routes are known only while running here, as they are everywhere behind createService.
  const all = { ...handlers, getFailure: answer } as unknown as typeof handlers;
  return { ...options, api: { ...api, getFailure }, handlers: all };
};

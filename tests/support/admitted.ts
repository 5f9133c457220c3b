import { allowedCalls } from '@mercato/contracts';
import type { ServiceName } from '@mercato/contracts/shared';
import { operationsOf } from '../../tools/gen/access-policies.ts';

/**
 * Whether the policies let a call through. Dapr takes what is listed with a parameter for everything below it, so beside a
 * listed route others of the same branch pass, and are refused by kit, which goes by the route.
 */
export const isAdmitted = (
  caller: ServiceName,
  callee: ServiceName,
  { method, path }: { readonly method: string; readonly path: string },
): boolean =>
  operationsOf(allowedCalls.filter((call) => call.caller === caller && call.callee === callee)).some(
    ({ name, verbs }) => {
      const base = name.replace(/\/\*\*$/, '');
      return verbs.some((verb) => verb === method) && (path === base || (base !== name && path.startsWith(`${base}/`)));
    },
  );

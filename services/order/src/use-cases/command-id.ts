import { uuidV5 } from '@mercato/kit/ids';
import type { Ids } from '@mercato/kit/ids';

/** The same request with the same key is the same command. */
export const commandIdOf = (ids: Ids, what: string, orderId: string, key: string | undefined): string =>
  key === undefined ? ids.uuid() : uuidV5(what, orderId, key);

import { hashOf } from '@mercato/kit/ids';
import { addressGroup } from '@mercato/kit/service';

/** Where a request comes from, as far as it is known. */
export interface Origin {
  readonly client: string | null;
  readonly userAgent: string | null;
}

export const nowhere: Origin = { client: null, userAgent: null };

type Headers = Readonly<Record<string, string | undefined>>;

/** The gateway says who called it, and sidecars on the way only append. */
export const originOf = (headers: Headers): Origin => {
  const [first = ''] = (headers['x-forwarded-for'] ?? '').split(',');
  return {
    client: first.trim() === '' ? null : addressGroup(first.trim()),
    userAgent: headers['user-agent']?.slice(0, 200) ?? null,
  };
};

/** A place in the book of an account: of no use to whoever reads the table. */
export const placeOf = (userId: string, { client }: Origin): string | null =>
  client === null ? null : hashOf([userId, client]);

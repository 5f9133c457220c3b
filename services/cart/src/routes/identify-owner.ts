import type { Caller } from '@mercato/kit/auth';
import { isRefusal } from '@mercato/kit/errors';
import type { Cookie } from '@mercato/kit/service';
import { guestTokenSeconds, isDueForRenewal } from '../domain/guest-token.ts';
import type { GuestTokens } from '../ports/guest-tokens.ts';
import type { CartDeps } from '../use-cases/cart-deps.ts';
import { guestCartId, mergeGuestCart } from '../use-cases/merge-guest-cart.ts';

/** Whose cart a request is about, and what the answer must say to a guest. */
export interface Owner {
  readonly cartId: string;
  readonly guestToken: string | null;
  readonly cookies: readonly Cookie[];
}

export interface OwnerDeps extends CartDeps {
  readonly guestTokens: GuestTokens;
}

interface Credentials {
  readonly caller: Caller | undefined;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly cookies: Readonly<Record<string, string | undefined>>;
}

const cookieName = 'mercato_guest';
const forget: Cookie = { name: cookieName, value: '', maxAge: 0 };

const cookieOf = (request: Pick<Credentials, 'cookies'>): string | undefined => request.cookies[cookieName];

/** The cookie must go once its cart has been merged, but not when another token spoke for another cart. */
export const forgetCookie = (request: Pick<Credentials, 'cookies'>, merged: string): readonly Cookie[] =>
  cookieOf(request) === merged ? [forget] : [];

const guestOwner = async (deps: OwnerDeps, given: string | undefined, cookie: string | undefined): Promise<Owner> => {
  const now = Math.floor(deps.clock.now() / 1000);
  const held = given === undefined ? undefined : await deps.guestTokens.read(given);
  const guestId = held?.guestId ?? deps.ids.uuid();
  const keep = held && given !== undefined && !isDueForRenewal(held, now);
  const guestToken = keep ? given : await deps.guestTokens.sign({ guestId, issuedAt: now });
  const cookies = guestToken === cookie ? [] : [{ name: cookieName, value: guestToken, maxAge: guestTokenSeconds }];
  return { cartId: guestCartId(guestId), guestToken, cookies };
};

const userOwner = async (deps: OwnerDeps, userId: string, given: string, request: Credentials): Promise<Owner> => {
  const mine: Owner = { cartId: userId, guestToken: null, cookies: [] };
  try {
    const { guestId } = await deps.guestTokens.read(given);
    const merged = await mergeGuestCart(deps, userId, guestId);
    // A cart that does not fit stays where it is: the shopper can make room, or merge by hand and be told why not.
    return merged === 'full' ? mine : { ...mine, cookies: forgetCookie(request, given) };
  } catch (error) {
    // Nobody can take an HttpOnly cookie back by hand, so a stale one must not lock a shopper out of the cart.
    if (!isRefusal(error) || request.headers['x-guest-token'] !== undefined) throw error;
    return { ...mine, cookies: [forget] };
  }
};

/** Finds the owner; a signed-in shopper who still carries a guest token has that cart merged on the way. */
export const identifyOwner = async (deps: OwnerDeps, request: Credentials): Promise<Owner> => {
  const cookie = cookieOf(request);
  const given = request.headers['x-guest-token'] ?? cookie;
  if (!request.caller) return guestOwner(deps, given, cookie);
  const { userId } = request.caller;
  if (given === undefined) return { cartId: userId, guestToken: null, cookies: [] };
  return userOwner(deps, userId, given, request);
};

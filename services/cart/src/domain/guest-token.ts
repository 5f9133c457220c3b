import { createHmac, timingSafeEqual } from 'node:crypto';
import { guest } from './errors.ts';

export interface GuestToken {
  readonly guestId: string;
  /** Seconds since the epoch. */
  readonly issuedAt: number;
}

export const guestTokenSeconds = 30 * 24 * 3600;
const renewAfterSeconds = 24 * 3600;
// A replica whose clock runs ahead may have issued it.
const skewSeconds = 300;
const shape = /^g1\.([A-Za-z0-9-]{1,40})\.([0-9]{1,12})\.([A-Za-z0-9_-]{43})$/;

const macOf = (payload: string, key: string): string => createHmac('sha256', key).update(payload).digest('base64url');

/** `g1.<guestId>.<issuedAt>.<mac>`: whoever holds it owns the cart, so it cannot be guessed or made. */
export const signGuestToken = ({ guestId, issuedAt }: GuestToken, key: string): string => {
  const payload = `g1.${guestId}.${issuedAt}`;
  return `${payload}.${macOf(payload, key)}`;
};

const isSigned = (payload: string, mac: string, keys: readonly string[]): boolean =>
  keys.some((key) => timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(payload, key))));

/** Reads a token that one of the keys signed. */
export const readGuestToken = (token: string, keys: readonly string[], nowSeconds: number): GuestToken => {
  const [, guestId, issued, mac] = shape.exec(token) ?? [];
  if (guestId === undefined || issued === undefined || mac === undefined) throw guest.invalid('is malformed');
  if (!isSigned(`g1.${guestId}.${issued}`, mac, keys)) throw guest.invalid('was not issued by this shop');
  const issuedAt = Number(issued);
  if (issuedAt + guestTokenSeconds <= nowSeconds) throw guest.invalid('has expired');
  if (issuedAt > nowSeconds + skewSeconds) throw guest.invalid('comes from the future');
  return { guestId, issuedAt };
};

/** Whether it is time for a younger token, so that a guest who keeps coming back never loses the cart. */
export const isDueForRenewal = (token: GuestToken, nowSeconds: number): boolean =>
  token.issuedAt + renewAfterSeconds <= nowSeconds;

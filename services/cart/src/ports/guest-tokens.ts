import type { GuestToken } from '../domain/guest-token.ts';

/** Makes and reads guest tokens; `read` throws `cart.guest_invalid`. */
export interface GuestTokens {
  sign(token: GuestToken): Promise<string>;
  read(token: string): Promise<GuestToken>;
}

import type { Role } from '@mercato/contracts/user';

export interface AccessToken {
  readonly token: string;
  /** Seconds. */
  readonly expiresIn: number;
}

/** A public key of RFC 7517, as far as this service needs to know one. */
export type PublicKey = Readonly<Record<string, unknown>>;

/** Short-lived signed tokens that every service verifies by itself. */
export interface AccessTokens {
  issue(user: { readonly id: string; readonly role: Role }): Promise<AccessToken>;
  publicKeys(): Promise<readonly PublicKey[]>;
}

import type { Role, Scope } from '@mercato/contracts/user';

/** Whom a token speaks for. */
export interface Bearer {
  readonly id: string;
  /** `service` is a machine with an API key. */
  readonly role: Role | 'service';
  readonly scopes?: readonly Scope[];
  /** The session it was issued in. */
  readonly sessionId?: string;
}

export interface AccessToken {
  readonly token: string;
  /** Seconds. */
  readonly expiresIn: number;
}

/** A public key of RFC 7517, as far as this service needs to know one. */
export type PublicKey = Readonly<Record<string, unknown>>;

/** Short-lived signed tokens that every service verifies by itself. */
export interface AccessTokens {
  issue(bearer: Bearer): Promise<AccessToken>;
  /** Of every key whose tokens are, or will be, good. */
  publicKeys(): Promise<readonly PublicKey[]>;
}

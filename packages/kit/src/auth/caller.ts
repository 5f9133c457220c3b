/** Who calls, as a verified token says. */
export interface Caller {
  readonly userId: string;
  /** `service` is a machine with an API key. */
  readonly role: 'user' | 'admin' | 'service';
  /** What a machine may do. */
  readonly scopes?: readonly string[];
  /** The session that the token was issued in. */
  readonly sessionId?: string;
}

/** Verifies an access token. Throws `auth.invalid`. */
export interface TokenVerifier {
  verify(token: string): Promise<Caller>;
}

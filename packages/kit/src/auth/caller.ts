/** Who calls, as a verified token says. */
export interface Caller {
  readonly userId: string;
  readonly role: 'user' | 'admin';
  /** The session that the token was issued in. */
  readonly sessionId?: string;
}

/** Verifies an access token. Throws `auth.invalid`. */
export interface TokenVerifier {
  verify(token: string): Promise<Caller>;
}

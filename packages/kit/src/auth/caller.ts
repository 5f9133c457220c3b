/** Who calls, as a verified token says. */
export interface Caller {
  readonly userId: string;
  readonly role: 'user' | 'admin';
}

/** Verifies an access token. Throws `auth.invalid`. */
export interface TokenVerifier {
  verify(token: string): Promise<Caller>;
}

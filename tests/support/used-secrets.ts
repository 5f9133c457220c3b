/** What nobody but the two who share it may ever read: by the names of the fields it travels in. */
const kinds: Readonly<Record<string, SecretKind>> = {
  password: 'password',
  currentPassword: 'password',
  token: 'token',
  accessToken: 'token',
  refreshToken: 'token',
  guestToken: 'token',
  key: 'token',
  number: 'card number',
  cvc: 'card code',
  email: 'mail address',
};

export type SecretKind = 'password' | 'token' | 'card number' | 'card code' | 'mail address' | 'shop secret';

// Shorter ones are a hostile test's inventions, and would be found in any text.
const shortest: Readonly<Record<SecretKind, number>> = {
  password: 8,
  token: 8,
  'card number': 12,
  'card code': 3,
  'mail address': 8,
  'shop secret': 16,
};

/** The secrets that a run has sent and received. */
export class UsedSecrets {
  readonly #values = new Map<string, SecretKind>();

  add(kind: SecretKind, value: string): void {
    if (value.length < shortest[kind]) return;
    // What is none is a hostile test's invention too.
    if (kind === 'card code' && !/^\d{3,4}$/.test(value)) return;
    this.#values.set(value, kind);
  }

  /** Takes every secret out of a body, however deep it lies. */
  addFrom(body: unknown): void {
    if (typeof body !== 'object' || body === null) return;
    for (const [name, value] of Object.entries(body)) {
      const kind = kinds[name];
      if (kind !== undefined && typeof value === 'string') this.add(kind, value);
      else this.addFrom(value);
    }
  }

  get all(): readonly (readonly [value: string, kind: SecretKind])[] {
    return [...this.#values];
  }
}

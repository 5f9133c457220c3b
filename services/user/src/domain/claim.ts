/** What must be unique among all accounts, as `<kind>:<value>`. */
export type ClaimName = `email:${string}` | `username:${string}`;

/** Who holds a name. Past `heldUntil` it protects its owner only while the owner's account points back to it. */
export interface Claim {
  readonly ownerId: string;
  /** Epoch milliseconds. */
  readonly heldUntil: number;
}

/** Longer than any request lives, so that nobody loses a name between taking it and writing the account. */
export const holdTime = 5 * 60_000;

export const emailClaim = (email: string): ClaimName => `email:${email}`;

// Names that differ in case only would let one user pass for another.
export const usernameClaim = (username: string): ClaimName => `username:${username.toLowerCase()}`;

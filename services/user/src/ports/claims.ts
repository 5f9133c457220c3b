import type { ClaimName } from '../domain/claim.ts';

/** Unique names. A name belongs to one account, whichever way requests for it interleave or die. */
export interface Claims {
  /**
   * Takes a name, or keeps it. Called before the account is written and again after: only the second answer is final,
   * since a name whose owner took too long may have gone to somebody else.
   */
  hold(name: ClaimName, ownerId: string): Promise<'held' | 'taken'>;
  /** Gives a name back, unless the owner's account points to it. */
  release(name: ClaimName, ownerId: string): Promise<void>;
  ownerOf(name: ClaimName): Promise<string | undefined>;
}

/**
 * Remarks for people, on which nothing is decided: the last writer wins, and after some days they are gone. Whatever guards
 * something belongs into a StateStore.
 */
export interface Notes {
  keep(key: string, note: object): Promise<void>;
}

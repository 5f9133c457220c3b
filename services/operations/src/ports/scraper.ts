/** Asks processes what they expose. */
export interface Scraper {
  /** The metrics of a process; undefined where it does not answer. */
  metrics(address: string): Promise<string | undefined>;
  /** Whether an app wishes to be asked. */
  isReady(address: string): Promise<boolean>;
}

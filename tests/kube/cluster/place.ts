/** Where a cluster's programs run and find each other. */
export interface Place {
  readonly address: string;
  /** What the API server tells others it can be reached at: never a loopback address. */
  readonly advertise: string;
  readonly serviceRange: string;
  /** What stands before a command so that it runs there. */
  readonly enter: readonly string[];
}

/** This machine's own loopback: enough where no pod runs, and nothing there needs root. */
export const loopback: Place = {
  address: '127.0.0.1',
  advertise: '10.99.0.1',
  serviceRange: '10.96.0.0/16',
  enter: [],
};

/** The one setting: after so long a message comes again. Everything here that waits is so many times as long. */
export const visibilitySeconds = 3;

const visibilityMs = visibilitySeconds * 1_000;

export const times = {
  /** A process that meets its end takes along whatever comes to a fault of its own until then: less than any lease. */
  gatherMs: visibilityMs,
  /** The same while somebody waits for its answer: less than any call. */
  calleeGatherMs: visibilityMs / 3,
  /** Longer than any step's call, whose caller has given up by then. */
  lateMs: visibilityMs * 2,
  /** No held step waits so long: it is released, or its cell has failed. */
  holdMs: visibilityMs * 7,
  /** For all orders to come to where something outside shall strike them. */
  aimMs: visibilityMs * 6,
  /** As the matrix has it. */
  outageMs: 20_000,
  /** For an order to come to its end. */
  patienceMs: visibilityMs * 20,
  /** For a request to be accepted: a key whose first request died is free again after a minute. */
  insistMs: 75_000,
  /** For a fault that comes after its order's end, the message of which may first have to come again. */
  afterwardsMs: visibilityMs * 10,
} as const;

/** How often a message may be received: shorter visibility, more often. */
export const receivesAllowed = 60;

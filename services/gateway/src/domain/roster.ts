/** The replicas that are there, each with when it said so, in epoch milliseconds. */
export type Roster = Readonly<Record<string, number>>;

/** How often a replica says that it is there. */
export const announceEveryMs = 10_000;
/** Unheard of for so long, a replica is gone. */
const goneMs = 3 * announceEveryMs;

/** The roster with this replica in it and without those that are gone. */
export const announced = (roster: Roster, replica: string, now: number): Roster => ({
  ...Object.fromEntries(Object.entries(roster).filter(([, at]) => now - at < goneMs)),
  [replica]: now,
});

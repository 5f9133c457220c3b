import { setTimeout as sleep } from 'node:timers/promises';
import type { Breakable } from './saboteur.ts';
import { Saboteur } from './saboteur.ts';
import { endOf, type Fault } from './schedule.ts';
import { faultLine } from './summary.ts';

/** Before the first fault and after the last one. */
const calmMs = 5_000;

export interface Sabotage {
  readonly planned: readonly Fault[];
  /** Milliseconds since the load began. */
  readonly now: () => number;
  readonly say: (line: string) => void;
}

/** Does everything on the schedule in its time; gives back what was done when. */
export const sabotage = async (shop: Breakable, { planned, now, say }: Sabotage): Promise<readonly Fault[]> => {
  const saboteur = new Saboteur(shop);
  const done: Fault[] = [];
  try {
    for (const fault of planned) {
      await sleep(Math.max(0, calmMs + fault.at - now()));
      await saboteur.act(fault);
      const fact = { ...fault, at: now() };
      done.push(fact);
      say(faultLine(fact));
    }
    await sleep(Math.max(0, endOf(done) + calmMs - now()));
    return done;
  } finally {
    await saboteur.relent();
  }
};

import { asDomainError, isRefusal } from '@mercato/kit/errors';
import type { Scheduler } from 'fast-check';

/** One command as its client saw it: when it was asked, when answered, and how. Without an answer it may have been done or not, or may be yet. */
export interface Asked<C> {
  readonly command: C;
  readonly from: number;
  readonly to: number;
  /** As text; undefined when nobody knows. */
  readonly answer: string | undefined;
}

export const answerText = (value: unknown): string => JSON.stringify(value ?? null);

/** What clients asked and heard, in the order it happened. */
export class History<C> {
  readonly asked: Asked<C>[] = [];
  #moment = 0;

  /** Answers whether the outcome is known. A refusal is an answer: its code. */
  async ask(command: C, work: () => Promise<unknown>): Promise<boolean> {
    const from = this.#next();
    const answer = await work().then(answerText, (error: unknown) => {
      const { code } = asDomainError(error);
      if (isRefusal(error)) return answerText(code);
      if (code === 'internal.error') throw error;
      return undefined;
    });
    this.asked.push({ command, from, to: answer === undefined ? Number.POSITIVE_INFINITY : this.#next(), answer });
    return answer !== undefined;
  }

  #next(): number {
    this.#moment += 1;
    return this.#moment;
  }
}

/** Lets each client give its commands one after the other, all clients at the same time, until everything has settled. */
export const runClients = async <C>(
  scheduler: Scheduler,
  clients: readonly (readonly C[])[],
  ask: (command: C, client: number) => Promise<unknown>,
): Promise<void> => {
  const run = async (commands: readonly C[], client: number): Promise<void> => {
    for (const command of commands) await ask(command, client);
  };
  await scheduler.waitFor(Promise.all(clients.map(run)));
  await scheduler.waitIdle();
};

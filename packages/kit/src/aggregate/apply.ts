import type { Outgoing } from '../messaging/index.ts';
import type { Decide, Envelope } from './types.ts';

/** One command waiting for its turn. */
export interface Waiting<S> {
  readonly commandId: string | null;
  readonly decide: Decide<S, unknown>;
}

export type Outcome = { readonly result: unknown } | { readonly error: unknown };

export interface Applied<S> {
  /** Undefined when no command changed anything. */
  readonly next: Envelope<S> | undefined;
  readonly outcomes: readonly Outcome[];
}

/** For commands that come again; a writer knows its own write by its mark. */
const rememberedCommands = 32;

/** Lets every waiting command decide in turn, each on the state the one before it left. Pure but for what `decide` does. */
export const applyAll = <S>(current: Envelope<S> | undefined, batch: readonly Waiting<S>[]): Applied<S> => {
  let state = current?.state;
  let version = current?.version ?? 0;
  const commands = [...(current?.commands ?? [])];
  const owed: Outgoing[] = [];
  const outcomes = batch.map((command): Outcome => {
    const { commandId } = command;
    const known = commandId === null ? undefined : commands.find(({ id }) => id === commandId);
    if (known) return { result: known.result };
    try {
      const decision = command.decide(state, version + 1);
      if (decision.state === undefined) return { result: decision.result };
      state = decision.state;
      version += 1;
      owed.push(...(decision.owed ?? []));
      if (commandId !== null) commands.push({ id: commandId, result: decision.result ?? null });
      return { result: decision.result };
    } catch (error) {
      return { error };
    }
  });
  if (state === undefined || version === (current?.version ?? 0)) return { next: undefined, outcomes };
  return { next: { version, state, commands: commands.slice(-rememberedCommands), owed }, outcomes };
};

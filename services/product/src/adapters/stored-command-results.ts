import type { StateStore } from '@mercato/kit/state';
import type { CommandResult, CommandResults } from '../ports/command-results.ts';

const keyOf = (commandId: string): string => `command-result:${commandId}`;

export class StoredCommandResults implements CommandResults {
  readonly #store: StateStore;

  constructor(store: StateStore) {
    this.#store = store;
  }

  async find(commandId: string): Promise<CommandResult | undefined> {
    return (await this.#store.get<CommandResult>(keyOf(commandId)))?.value;
  }

  async record(commandId: string, result: CommandResult): Promise<void> {
    // A conflict means that it is recorded already, by a repetition or by this very write.
    await this.#store.create(keyOf(commandId), result);
  }
}

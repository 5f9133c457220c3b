import type { ErrorCode } from '@mercato/contracts/shared';

/** How an administrative command ended. */
export type CommandResult =
  { readonly outcome: 'done' } | { readonly outcome: 'refused'; readonly code: ErrorCode; readonly detail: string };

/** Where a command's consumer tells whoever waits for it, on any replica, how it ended. The first result stays. */
export interface CommandResults {
  find(commandId: string): Promise<CommandResult | undefined>;
  record(commandId: string, result: CommandResult): Promise<void>;
}

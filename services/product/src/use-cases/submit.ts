import type { DataOf, MessageContract } from '@mercato/contracts/shared';
import { DomainError } from '@mercato/kit/errors';
import { hashOf, type Ids, uuidV5 } from '@mercato/kit/ids';
import { outgoing, type Publisher } from '@mercato/kit/messaging';
import { waitFor } from '@mercato/kit/service';
import { type Clock, iso } from '@mercato/kit/time';
import type { CommandResults } from '../ports/command-results.ts';

export interface SubmitDeps {
  readonly publisher: Publisher;
  readonly results: CommandResults;
  readonly clock: Clock;
  readonly ids: Ids;
  /** How long a request that says nothing waits for its outcome. */
  readonly waitMs: number;
}

/** The parts of a request that make its command's id. */
export interface Asked {
  readonly idempotencyKey: string | undefined;
  readonly caller: { readonly userId: string };
  readonly waitMs: number | undefined;
}

/** Records administrative commands durably by publishing them, and waits for how they end. */
export class Submit {
  readonly #deps: SubmitDeps;

  constructor(deps: SubmitDeps) {
    this.#deps = deps;
  }

  /** The same request under the same key is the same command, so repeating it after a crash does not double it. */
  commandId(route: string, asked: Asked, request: unknown): string {
    if (asked.idempotencyKey === undefined) return this.#deps.ids.uuid();
    return uuidV5(route, asked.caller.userId, asked.idempotencyKey, hashOf(request));
  }

  /** True when it is done, false where nobody waits (any longer). A refused command throws what it was refused with. */
  async send<M extends MessageContract>(
    contract: M,
    data: DataOf<M> & { readonly commandId: string },
    asked: Asked,
  ): Promise<boolean> {
    const { publisher, results, clock } = this.#deps;
    await publisher.publish(outgoing(contract, data, { distinct: data.commandId, time: iso(clock.now()) }));
    const ms = asked.waitMs ?? this.#deps.waitMs;
    if (ms === 0) return false;
    const result = await waitFor(() => results.find(data.commandId), { ms, clock });
    if (!result) return false;
    if (result.outcome === 'refused') throw new DomainError(result.code, result.detail);
    return true;
  }
}

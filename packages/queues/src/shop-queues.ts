import { messages } from '@mercato/contracts';
import { serviceNames } from '@mercato/contracts/shared';

/** A queue of the shop: for the commands or the events that one app consumes. */
export interface ShopQueue {
  readonly name: string;
  readonly deadLetterQueue: string;
  /** Who reads it. */
  readonly app: string;
  readonly subscribes: readonly string[];
}

/** The queues that follow from the contracts; `infra/aws-resources.json` has the same, which the conformance tests see to. */
export const shopQueues: readonly ShopQueue[] = (['command', 'event'] as const)
  .flatMap((kind) =>
    serviceNames.map((app) => ({
      name: `${app}-${kind}s`,
      deadLetterQueue: `${app}-${kind}s-dlq`,
      app,
      subscribes: messages.filter((m) => m.kind === kind && m.consumers.includes(app)).map((m) => m.topic),
    })),
  )
  .filter(({ subscribes }) => subscribes.length > 0);

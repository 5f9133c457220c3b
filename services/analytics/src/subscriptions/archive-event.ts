import type { MessageContract } from '@mercato/contracts/shared';
import { type Subscription, subscription } from '@mercato/kit/messaging';
import { archivedEvent } from '../domain/archived-event.ts';
import type { AnalyticsDeps } from '../use-cases/deps.ts';

/** Keeps every event of a topic, before it is acknowledged; fields that the contract does not know yet are kept too. */
export const onEvent = ({ archive }: Pick<AnalyticsDeps, 'archive'>, contract: MessageContract): Subscription =>
  subscription({ ...contract, data: contract.data.loose() }, (message) =>
    archive.keep(archivedEvent(message, contract.key)),
  );

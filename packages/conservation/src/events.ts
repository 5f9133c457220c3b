import { money } from '@mercato/contracts/shared';
import { z } from 'zod';
import type { EventFacts } from './facts.ts';

/** What the checker wants to know of the data of any event. */
const known = z
  .object({
    orderId: z.string().nullable().catch(null),
    version: z.int().nullable().catch(null),
    amount: money.nullable().catch(null),
  })
  .catch({ orderId: null, version: null, amount: null });

/** An event as it was published, reduced to what the checker looks at. */
export const eventFacts = ({
  id,
  topic,
  subject,
  time,
  data,
}: Pick<EventFacts, 'id' | 'topic' | 'subject' | 'time'> & { readonly data: unknown }): EventFacts => ({
  id,
  topic,
  subject,
  time,
  ...known.parse(data),
});

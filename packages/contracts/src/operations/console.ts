import { z } from 'zod';

/** What this shop's console can offer. */
export const consoleSettings = z
  .object({
    /** The chaos panel is here. */
    chaos: z.boolean(),
    /** Where a trace can be looked at, with `{traceId}` in it; null where nobody keeps traces. */
    traceUrl: z.string().nullable(),
    /** How often figures change. */
    everySeconds: z.number(),
  })
  .meta({ id: 'ConsoleSettings' });

import { z } from 'zod';

export const keptReason = z.object({ code: z.string(), reason: z.string(), at: z.string() });
export type KeptReason = z.infer<typeof keptReason>;

/** What an app noted when it failed to handle an event. Throws where it cannot be read. */
export type Reasons = (app: string, eventId: string) => Promise<KeptReason | undefined>;

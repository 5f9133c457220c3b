import { z } from 'zod';

/** What is wrong with an index: an entry is `missing`, stands there `unknown` to its owner, or `twice`; a page is `lost`. */
export const indexDifference = z
  .object({ what: z.enum(['missing', 'unknown', 'twice', 'lost']), id: z.string() })
  .meta({ id: 'IndexDifference' });
export type IndexDifference = z.infer<typeof indexDifference>;

/** How an index compared with what should stand in it; `rebuilt` where it was made again. */
export const indexReport = z
  .object({
    /** How many entries should stand there. */
    entries: z.int(),
    differences: z.array(indexDifference),
    rebuilt: z.boolean(),
  })
  .meta({ id: 'IndexReport' });
export type IndexReport = z.infer<typeof indexReport>;

/** Something that was done and must not be done again. */
export interface Memory {
  readonly id: string;
  readonly at: string;
}

// As long as a queue may keep a message, so that one redriven from a dead-letter queue is recognised.
const rememberedMs = 14 * 24 * 3600 * 1000;

/**
 * Adds a memory and drops those older than fourteen days. `most` keeps the item small whatever happens; it is far beyond
 * what one shopper does in the days that a message may take.
 */
export const remember = <M extends Memory>(memories: readonly M[], memory: M, most: number): readonly M[] => {
  const oldest = Date.parse(memory.at) - rememberedMs;
  return [...memories.filter((m) => Date.parse(m.at) > oldest), memory].slice(-most);
};

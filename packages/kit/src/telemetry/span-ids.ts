import { randomFillSync } from 'node:crypto';

/** What makes the ids of OpenTelemetry's spans. */
export interface IdGenerator {
  generateSpanId(): string;
  generateTraceId(): string;
}

const pool = Buffer.alloc(4_096);
let used = pool.length;

/** Drawn many at a time: each draw costs more than the id. */
const draw = (bytes: number): string => {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.toString('hex', used - bytes, used);
};

const randomIds: IdGenerator = { generateSpanId: () => draw(8), generateTraceId: () => draw(16) };

const hasLetter = (id: string): boolean => /[a-f]/.test(id);

/**
 * Ids of spans that have a letter. Of the random ones one in 1,850 is sixteen digits, and some of those pass for the
 * number of a card with whoever looks for such in logs.
 */
export const letteredIds = (random: IdGenerator = randomIds): IdGenerator => {
  const generateSpanId = (): string => {
    const id = random.generateSpanId();
    return hasLetter(id) ? id : generateSpanId();
  };
  return { generateSpanId, generateTraceId: () => random.generateTraceId() };
};

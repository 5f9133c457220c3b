import { type IdGenerator, RandomIdGenerator } from '@opentelemetry/sdk-trace-node';

const hasLetter = (id: string): boolean => /[a-f]/.test(id);

/**
 * Ids of spans that have a letter. Of the random ones one in 1,850 is sixteen digits, and some of those pass for the
 * number of a card with whoever looks for such in logs.
 */
export const letteredIds = (random: IdGenerator = new RandomIdGenerator()): IdGenerator => {
  const generateSpanId = (): string => {
    const id = random.generateSpanId();
    return hasLetter(id) ? id : generateSpanId();
  };
  return { generateSpanId, generateTraceId: () => random.generateTraceId() };
};

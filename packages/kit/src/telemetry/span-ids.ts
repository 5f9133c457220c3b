/** What makes the ids of OpenTelemetry's spans. */
export interface IdGenerator {
  generateSpanId(): string;
  generateTraceId(): string;
}

const eightDigits = (): string =>
  Math.floor(Math.random() * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
const digits = (times: number): string => {
  const id = Array.from({ length: times }, eightDigits).join('');
  return /[^0]/.test(id) ? id : digits(times);
};

/** Ids that nobody must not guess, so they come from the cheap source; all zeros would be none. */
export const randomSpanIds: IdGenerator = { generateSpanId: () => digits(2), generateTraceId: () => digits(4) };

const hasLetter = (id: string): boolean => /[a-f]/.test(id);

/**
 * Ids of spans that have a letter. Of the random ones one in 1,850 is sixteen digits, and some of those pass for the
 * number of a card with whoever looks for such in logs.
 */
export const letteredIds = (random: IdGenerator = randomSpanIds): IdGenerator => {
  const generateSpanId = (): string => {
    const id = random.generateSpanId();
    return hasLetter(id) ? id : generateSpanId();
  };
  return { generateSpanId, generateTraceId: () => random.generateTraceId() };
};

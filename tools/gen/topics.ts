import { messages as declared } from '@mercato/contracts';

/** By topic: a module's exports come in another order in Node than in a bundler or a test runner. */
export const messages = declared.toSorted((a, b) => (a.topic < b.topic ? -1 : 1));

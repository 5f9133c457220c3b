import type { Rule } from '../facts.ts';

export const queuesAreEmpty: Rule = ({ queues }) =>
  queues
    .filter((queue) => queue.messages !== 0)
    .map(({ name, messages }) => ({
      rule: 'queue.waiting',
      aggregate: `queue:${name}`,
      detail: `${messages} messages are left`,
    }));

/** What lies in a dead-letter queue was put there on purpose. */
export const deadLettersAreKnown: Rule = ({ deadLetters }, { poison }) =>
  deadLetters
    .filter((letter) => !poison.includes(letter.id))
    .map(({ queue, id, topic, subject }) => ({
      rule: 'queue.dead_letter',
      aggregate: `queue:${queue}`,
      detail: `${topic} ${id} about ${subject}`,
    }));

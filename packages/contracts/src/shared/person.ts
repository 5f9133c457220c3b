import { z } from 'zod';

// Control characters in a name or an address can only be an attack on a log, a mail header or a label printer.
const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}]*$/u, 'must not contain control characters');

/** One line of text shown to people: trimmed, without control characters. */
export const textLine = line;

// RFC 5321 and 1035: mail to anything longer would be refused by every server on its way.
const longestMailbox = 64;
const longestLabel = 63;

const isDeliverable = (text: string): boolean => {
  const [mailbox = '', domain = ''] = text.split('@');
  return mailbox.length <= longestMailbox && domain.split('.').every((label) => label.length <= longestLabel);
};

export const email = z
  .email()
  .max(120)
  .refine(isDeliverable, 'has a part that is longer than a mail address can have')
  .toLowerCase()
  .meta({ id: 'Email', examples: ['ada@example.com'] });

/** ISO 3166-1 alpha-2; also the region by which orders are counted. */
export const country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .meta({ id: 'Country', examples: ['DE'] });

export const address = z
  .strictObject({
    name: line(120),
    street: line(200),
    city: line(120),
    postalCode: line(20),
    country,
  })
  .meta({ id: 'Address' });
export type Address = z.infer<typeof address>;

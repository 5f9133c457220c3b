/** What is typed into the card's fields, as the shop wants it. */
export const cardOf = ({ number = '', expiry = '', cvc = '' }: Readonly<Record<string, string>>) => {
  const [month = '', year = ''] = expiry.split('/');
  return {
    number: number.replaceAll(/\D/g, ''),
    expMonth: Number(month),
    expYear: 2000 + Number(year),
    cvc: cvc.trim(),
  };
};

export type TypedCard = ReturnType<typeof cardOf>;

/** Stripe's published test numbers, and one of our own that answers too late. */
export const testCards = [
  ['4242 4242 4242 4242', 'card_good'],
  ['4000 0000 0000 0002', 'card_declined'],
  ['4000 0000 0000 9995', 'card_funds'],
  ['4000 0000 0000 7015', 'card_late'],
] as const;

/** Only a shop on the machine that shows it plays with test cards. */
export const isLocal = (): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(globalThis.location.hostname);

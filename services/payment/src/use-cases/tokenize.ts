import type { Card, TokenizedCard } from '@mercato/contracts/payment';
import { checkCard } from '../domain/card.ts';
import type { PaymentParts } from './parts.ts';

/** Checks a card and has the provider keep it. Its number and code go no further than this call. */
export const tokenize = async (parts: PaymentParts, card: Card): Promise<TokenizedCard> => {
  const known = checkCard(card, parts.clock.now());
  return { ...known, token: await parts.provider.tokenize(card, known) };
};

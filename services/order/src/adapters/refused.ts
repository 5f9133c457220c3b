import type { Refused } from '@mercato/contracts/shared';
import { DomainError } from '@mercato/kit/errors';

/** The answer of another service, or its refusal as an error of ours: it is an outcome here as it was there. */
export const accepted = <A extends { readonly verdict: 'ok' }>(answer: A | Refused): A => {
  if (answer.verdict === 'refused') throw new DomainError(answer.code, answer.detail);
  return answer;
};

import type { RouteContract } from '@mercato/contracts/shared';
import { DomainError } from '../errors/index.ts';
import type { RouteReply } from './reply.ts';

/** Fails when a handler answers something else than its contract says. */
export const checkAnswer = (route: RouteContract, answer: RouteReply): void => {
  const drift = driftOf(route, answer);
  if (drift === undefined) return;
  const cause = new Error(`${route.id} answered ${answer.status}: ${drift}`);
  throw new DomainError('internal.error', 'The answer does not match its contract', { cause });
};

const driftOf = (route: RouteContract, { status, body, stream }: RouteReply): string | undefined => {
  const contract = route.answers[status];
  if (contract === undefined) return 'the contract has no such status';
  if (contract === 'event-stream') return stream ? undefined : 'the contract wants a stream';
  if (contract === 'empty') return body === undefined ? undefined : 'the contract wants no body';
  // As the client will see it: undefined fields gone, dates as text.
  const sent: unknown = body === undefined ? undefined : JSON.parse(JSON.stringify(body));
  const parsed = contract.safeParse(sent);
  if (parsed.success) return undefined;
  return parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
};

import { asDomainError, isRefusal } from '../errors/index.ts';
import type { Phase, Report } from './types.ts';

/** What a thrown error means to a saga: the error table's saga column decides, nothing else. */
export const failureReport = (phase: Phase, step: string, error: unknown): Report => {
  const { code, message: detail, row } = asDomainError(error);
  const outcome = row.saga === 'retry' ? 'failed' : isRefusal(error) ? 'refused' : 'uncertain';
  return { phase, step, outcome, code, detail };
};

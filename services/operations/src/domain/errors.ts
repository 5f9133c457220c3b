import { DomainError } from '@mercato/kit/errors';

export const refusals = {
  queueNotFound: (queue: string) => new DomainError('queue.not_found', `There is no queue ${queue}`),
  unconfirmed: (queue: string) => new DomainError('discard.unconfirmed', `confirm must say ${queue}`),
  checkRunning: (id: string) => new DomainError('conservation.running', `The check ${id} is not done yet`),
  checkNotFound: (id: string) => new DomainError('conservation.not_found', `There is no check ${id}`),
  noChaos: () => new DomainError('chaos.disabled', 'This shop was not started with the chaos panel'),
  targetUnknown: (name: string) => new DomainError('chaos.target_unknown', `There is no ${name} here`),
};

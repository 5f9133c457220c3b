import type { ErrorCode, RouteContract } from '@mercato/contracts/shared';

const byAudience: Record<RouteContract['audience'], readonly ErrorCode[]> = {
  public: ['rate.limited', 'shop.overloaded'],
  guest: ['auth.invalid', 'rate.limited', 'shop.overloaded'],
  user: ['auth.required', 'auth.invalid', 'auth.forbidden', 'rate.limited', 'shop.overloaded'],
  admin: ['auth.required', 'auth.invalid', 'auth.forbidden', 'rate.limited', 'shop.overloaded'],
  internal: ['auth.forbidden'],
};

const anywhere: readonly ErrorCode[] = [
  'route.not_found',
  'method.not_allowed',
  'write.contended',
  'dependency.unavailable',
  'dependency.timeout',
  'deadline.exceeded',
  'internal.error',
];

/** Codes that follow from the shape of a route, so that its contract need not repeat them. */
export const impliedErrors = (route: RouteContract): readonly ErrorCode[] => [
  ...(route.params || route.query || route.body || route.idempotency ? (['request.invalid'] as const) : []),
  ...(route.body ? (['request.malformed', 'request.too_large', 'request.unsupported_media'] as const) : []),
  ...(route.idempotency === 'required' ? (['idempotency.key_required'] as const) : []),
  ...(route.idempotency ? (['idempotency.key_reused', 'idempotency.in_progress'] as const) : []),
  ...byAudience[route.audience],
  ...anywhere,
];

/** Every code a route may answer with, once each. */
export const errorsOf = (route: RouteContract): readonly ErrorCode[] => [
  ...new Set([...route.errors, ...impliedErrors(route)]),
];

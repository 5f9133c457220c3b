import type { GatewaySettings } from './deps.ts';

/** For answers that are data; the docs page says what it needs itself. */
const nothingActive = [
  "default-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

const always = {
  // What is not known to be public must lie in no cache.
  'cache-control': 'no-store',
  'content-security-policy': nothingActive,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

// A year, as browsers want it before they keep it.
const insistOnTls = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } as const;

/**
 * What browsers are told with every answer, unless it says otherwise itself. Over plain HTTP they ignore the last one, and
 * a laptop must not be told to insist on HTTPS.
 */
export const browserHeaders = ({ tls }: GatewaySettings): Readonly<Record<string, string>> => ({
  ...always,
  ...(tls ? insistOnTls : {}),
});

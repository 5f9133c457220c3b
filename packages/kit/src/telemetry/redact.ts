const censor = '[redacted]';
const deepest = 8;

/** In lower case; whatever a field of one of these names holds, wherever it lies. */
const secretNames: ReadonlySet<string> = new Set([
  'authorization',
  'cookie',
  'set-cookie',
  'dapr-api-token',
  'x-guest-token',
  'password',
  'currentpassword',
  'number',
  'cardnumber',
  'cvc',
  'token',
  'accesstoken',
  'refreshtoken',
  'guesttoken',
  'paymenttoken',
]);

/** What JSON shows field by field. An error is left to the serializer of errors. */
const hasFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  !(value instanceof Error) &&
  !('toJSON' in value && typeof value.toJSON === 'function');

/**
 * Fields of a log line without secrets; what holds none is not copied. Our own, because pino's redaction by wildcard
 * paths costs more than the rest of a request.
 */
export const redact = <T>(value: T, depth = 0): T => redactAny(value, depth) as T;

const redactAny = (value: unknown, depth: number): unknown => {
  if (Array.isArray(value)) return depth > deepest ? censor : value.map((inner) => redactAny(inner, depth + 1));
  if (!hasFields(value)) return value;
  if (depth > deepest) return censor;
  let copy: Record<string, unknown> | undefined;
  for (const [name, inner] of Object.entries(value)) {
    const clean = secretNames.has(name.toLowerCase()) ? censor : redactAny(inner, depth + 1);
    if (clean === inner) continue;
    copy ??= { ...value };
    copy[name] = clean;
  }
  return copy ?? value;
};

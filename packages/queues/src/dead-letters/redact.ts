/**
 * What an operator may see of a message. Whatever is not named here is hidden: names and addresses, cards and tokens, and
 * all that a broken or hostile message brings along.
 */
const shownNames: ReadonlySet<string> = new Set(
  [
    'id specversion source type subject time datacontenttype topic pubsubname traceparent traceid requestid',
    'orderId userId productId paymentId shipmentId notificationId importId commandId requestHash key sku version region at',
    'quantity amount currency delta set stock status code kind channel template carrier country acceptedAt requestedAt',
  ].flatMap((names) => names.split(' ')),
);

const plainText = /^[\w.:/+-]{0,128}$/;
/** A hash, and a traceparent: told apart by their form, which no card and no token has. */
const machineMade = [/^[0-9a-f]{64}$/, /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/];
const secrets = [
  /\d(?:[ -]?\d){11,18}/g,
  /\btok_\w*/g,
  /\beyJ[\w.-]*/g,
  /[\w.+%-]+@[\w-]+(?:\.[\w-]+)+/g,
  /\b(?:Bearer|Basic) +\S+/gi,
];
// Larger whole numbers are no quantity and no amount, but might be a card.
const largest = 1e11;
const deepest = 12;
const mostEntries = 100;

const isShownText = (text: string): boolean =>
  plainText.test(text) && (machineMade.some((form) => form.test(text)) || scrub(text) === text);

const leaf = (name: string, value: unknown): unknown => {
  const shown = shownNames.has(name);
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return shown && Math.abs(value) < largest ? value : '[redacted number]';
  return shown && typeof value === 'string' && isShownText(value) ? value : `[redacted ${typeof value}]`;
};

const shownKey = (key: string): string =>
  /^[A-Za-z_]{1,40}$/.test(key) && scrub(key) === key ? key : '[redacted name]';

/** A JSON value with only what may be seen of it. */
export const redact = (value: unknown, name = '', depth = 0): unknown => {
  if (typeof value !== 'object' || value === null) return leaf(name, value);
  if (depth > deepest) return '[redacted: too deep]';
  if (Array.isArray(value)) return value.slice(0, mostEntries).map((inner) => redact(inner, name, depth + 1));
  const entries = Object.entries(value).slice(0, mostEntries);
  return Object.fromEntries(entries.map(([key, inner]) => [shownKey(key), redact(inner, key, depth + 1)]));
};

const uuids = /\b([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\b/;

/** A sentence without what looks like a card, a token or an address of mail, and without control characters. */
export const scrub = (text: string): string =>
  text
    .replaceAll(/\p{Cc}/gu, ' ')
    // An id may by chance hold as many digits in a row as a card.
    .split(uuids)
    .map((part, i) => (i % 2 === 1 ? part : secrets.reduce((clean, form) => clean.replace(form, '[redacted]'), part)))
    .join('');

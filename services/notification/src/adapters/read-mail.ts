/** What people want to see of a mail. */
export interface ReadMail {
  readonly to: string;
  readonly subject: string;
  readonly date: string;
  readonly text: string;
}

const quotedPrintable = (text: string): Buffer => {
  const joined = text.replaceAll(/=\r?\n/g, '');
  const bytes = joined.split(/(=[0-9A-Fa-f]{2})/).map((part) => {
    return /^=[0-9A-Fa-f]{2}$/.test(part) ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part);
  });
  return Buffer.concat(bytes);
};

const decoders: Readonly<Record<string, (text: string) => Buffer>> = {
  base64: (text) => Buffer.from(text, 'base64'),
  'quoted-printable': quotedPrintable,
};

const wordDecoders: typeof decoders = {
  B: (text) => Buffer.from(text, 'base64'),
  Q: (text) => quotedPrintable(text.replaceAll('_', ' ')),
};

const word = /=\?utf-8\?([BQ])\?([^?]*)\?=/gi;

/** Encoded words of RFC 2047, as our composer makes them: a character may be torn between two. */
const decodeWords = (value: string): string => {
  const side = value.replaceAll(/\?=\s+=\?/g, '?==?');
  return side.replaceAll(/(?:=\?utf-8\?[BQ]\?[^?]*\?=)+/gi, (words) => {
    const bytes = [...words.matchAll(word)].map(([, how = 'Q', text = '']) => wordDecoders[how.toUpperCase()]?.(text));
    return Buffer.concat(bytes.filter((some) => some !== undefined)).toString('utf8');
  });
};

interface Part {
  readonly header: (name: string) => string;
  readonly body: string;
}

const partOf = (raw: string): Part => {
  const [head = '', ...rest] = raw.split(/\r?\n\r?\n/);
  const lines = head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const named = new Map(lines.map((line) => [line.split(':')[0]?.toLowerCase(), line.slice(line.indexOf(':') + 1)]));
  return { header: (name) => (named.get(name) ?? '').trim(), body: rest.join('\r\n\r\n') };
};

const textOf = ({ header, body }: Part): string => {
  const encoding = header('content-transfer-encoding').toLowerCase();
  return (decoders[encoding]?.(body) ?? Buffer.from(body)).toString('utf8').replaceAll('\r\n', '\n').trim();
};

/** The plain part of a mail, whole or one of several. */
const plainOf = (part: Part): string => {
  const boundary = /boundary="?([^";]+)"?/.exec(part.header('content-type'))?.[1];
  if (boundary === undefined) return textOf(part);
  const parts = part.body.split(`--${boundary}`).map((raw) => partOf(raw.replace(/^\r?\n/, '')));
  const plain = parts.find(({ header }) => header('content-type').startsWith('text/plain'));
  return plain ? textOf(plain) : '';
};

/** Reads back what `mimeMail` and its composer wrote; no reader of mails from strangers. */
export const readMail = (raw: string): ReadMail => {
  const part = partOf(raw);
  return {
    to: decodeWords(part.header('to')),
    subject: decodeWords(part.header('subject')),
    date: part.header('date'),
    text: plainOf(part),
  };
};

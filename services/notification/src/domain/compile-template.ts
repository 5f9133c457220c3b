/** A template as it is written: plain text with `{{name}}` where a value goes. */
export interface TemplateSource {
  /** Every placeholder it may use, so that a misspelt one is found at start and not by a customer. */
  readonly values: readonly string[];
  /** Values that only the recipient may ever see: they are left out of what is kept. */
  readonly secret?: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export type Values = Readonly<Record<string, string | number>>;

export interface Rendered {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface Template {
  /** What it needs and `values` lack. */
  missing(values: Values): readonly string[];
  render(values: Values): Rendered;
  /** As `render`, with secrets left out: for the record. */
  renderForRecord(values: Values): Rendered;
}

type Write = (value: string) => string;

const placeholder = /\{\{([A-Za-z][A-Za-z0-9]*)\}\}/;
const longestSubject = 200;

const asIs: Write = (value) => value;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml: Write = (value) => value.replace(/[&<>"']/g, (c) => entities[c] ?? c);

/** One line, whatever a value holds: a line break in a mail's header would begin another header. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, longestSubject);

/** Splits into literals and names, alternating, beginning with a literal. */
const partsOf = (name: string, source: string, known: readonly string[]): readonly string[] => {
  const parts = source.split(placeholder);
  const unknown = parts.find((part, i) => i % 2 === 1 && !known.includes(part));
  if (unknown !== undefined) throw new Error(`Template ${name} uses {{${unknown}}}, which it does not declare`);
  if (parts.some((part, i) => i % 2 === 0 && /\{\{|\}\}/.test(part)))
    throw new Error(`Template ${name} has a broken placeholder`);
  return parts;
};

const fill = (parts: readonly string[], values: Values, write: Write): string =>
  parts.map((part, i) => (i % 2 === 0 ? part : write(String(values[part] ?? '')))).join('');

/** Checks a template and makes it ready for use. Throws on anything that could go wrong later. */
export const compileTemplate = (name: string, source: TemplateSource): Template => {
  const [subject, text, html] = [source.subject, source.text, source.html].map((s) => partsOf(name, s, source.values));
  if (!subject || !text || !html) throw new Error(`Template ${name} is incomplete`);
  const used = new Set([...subject, ...text, ...html].filter((part) => source.values.includes(part)));
  const idle = source.values.find((value) => !used.has(value));
  if (idle !== undefined) throw new Error(`Template ${name} declares ${idle} and does not use it`);

  const render = (values: Values): Rendered => ({
    subject: oneLine(fill(subject, values, asIs)),
    text: fill(text, values, asIs),
    html: fill(html, values, escapeHtml),
  });
  const hidden = Object.fromEntries((source.secret ?? []).map((value) => [value, '•••']));
  return {
    missing: (values) => source.values.filter((value) => values[value] === undefined),
    render,
    renderForRecord: (values) => render({ ...values, ...hidden }),
  };
};

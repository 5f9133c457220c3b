/** Makes a page of the values for its holes; throws where one is missing. */
export type Template = (values: Readonly<Record<string, string>>) => string;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? '');

const filled = (values: Readonly<Record<string, string>>, name: string): string => {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) throw new Error(`The page has nothing to put in {{${name}}}`);
  return escaped(value);
};

/** A page with holes such as `{{lang}}`, taken apart once and for all: to render it searches nothing. */
export const compileTemplate = (source: string): Template => {
  // Every other part is the name of a hole.
  const parts = source.split(/\{\{(\w+)\}\}/);
  return (values) => parts.map((part, i) => (i % 2 === 0 ? part : filled(values, part))).join('');
};

/** What the pages speak, the first one to whoever speaks none of them; as `web/src/text` has it. */
const languages = ['en', 'de'] as const;
type Language = (typeof languages)[number];

const weightOf = (parameters: readonly string[]): number => {
  const given = parameters.find((parameter) => parameter.trim().startsWith('q='));
  return given === undefined ? 1 : Number(given.trim().slice(2)) || 0;
};

/** The language that a browser wishes most, of those that the pages speak (RFC 9110, 12.5.4). */
export const languageOf = (wished = ''): Language => {
  const wishes = wished.split(',').map((part) => {
    const [tag = '', ...parameters] = part.split(';');
    return { tag: tag.trim().toLowerCase().split('-', 1)[0], weight: weightOf(parameters) };
  });
  const [best] = wishes
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .flatMap(({ tag }) => languages.find((language) => language === tag) ?? []);
  return best ?? languages[0];
};

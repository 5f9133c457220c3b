/** The name of an attribute as words: `lengthCm` is `length cm`. */
export const wordsOf = (name: string): string =>
  name
    .replaceAll('_', ' ')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase();

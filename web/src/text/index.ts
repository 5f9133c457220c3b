import { de } from './de.ts';
import { en, type TextKey } from './en.ts';
import { type Say, useTextsOf } from './language.ts';

export type { TextKey } from './en.ts';
export { type Language, useLanguage } from './language.ts';

/** The text of a key in the shopper's language, `{holes}` filled. */
export const useText = (): Say<TextKey> => useTextsOf({ en, de });

const isKey = (name: string): name is TextKey => Object.hasOwn(en, name);

/** The key for what the shop named, such as an error's code; the other one where there is no text for it. */
export const keyFor = (prefix: string, name: string, otherwise: TextKey): TextKey => {
  const wanted = `${prefix}_${name}`;
  return isKey(wanted) ? wanted : otherwise;
};

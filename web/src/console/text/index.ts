import { type Say, useTextsOf } from '../../text/language.ts';
import { de } from './de/index.ts';
import { en, type TextKey } from './en/index.ts';

export type { TextKey } from './en/index.ts';
export type Text = Say<TextKey>;

/** The text of a key in the operator's language, `{holes}` filled. */
export const useText = (): Text => useTextsOf({ en, de });

const isKey = (name: string): name is TextKey => Object.hasOwn(en, name);

/** The key for what a service named, such as a step; undefined where there is no text for it. */
export const keyOf = (prefix: string, name: string): TextKey | undefined => {
  const wanted = `${prefix}_${name}`;
  return isKey(wanted) ? wanted : undefined;
};

/** What a service named, in words where there are any. */
export const named = (text: Text, prefix: string, name: string): string => {
  const key = keyOf(prefix, name);
  return key === undefined ? name : text(key);
};

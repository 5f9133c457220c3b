import { useSyncExternalStore } from 'react';
import { de } from './de.ts';
import { en, type TextKey } from './en.ts';

export type { TextKey } from './en.ts';
export type Language = 'en' | 'de';
type Values = Readonly<Record<string, string | number>>;

const catalogues: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { en, de };
export const languages = Object.keys(catalogues) as readonly Language[];

const key = 'mercato.language';
export const isLanguage = (text: string | null | undefined): text is Language => text === 'en' || text === 'de';

const preferred = (): Language => {
  const chosen = localStorage.getItem(key);
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en';
};

let language = preferred();
const listeners = new Set<() => void>();
document.documentElement.lang = language;

export const setLanguage = (next: Language): void => {
  language = next;
  localStorage.setItem(key, next);
  document.documentElement.lang = next;
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useLanguage = (): Language => useSyncExternalStore(subscribe, () => language);

const filled = (text: string, values: Values): string =>
  text.replaceAll(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));

/** The text of a key in the shopper's language, `{holes}` filled. */
export const useText = (): ((key: TextKey, values?: Values) => string) => {
  const texts = catalogues[useLanguage()];
  return (name, values = {}) => filled(texts[name], values);
};

const isKey = (name: string): name is TextKey => Object.hasOwn(en, name);

/** The key for what the shop named, such as an error's code; the other one where there is no text for it. */
export const keyFor = (prefix: string, name: string, otherwise: TextKey): TextKey => {
  const wanted = `${prefix}_${name}`;
  return isKey(wanted) ? wanted : otherwise;
};

import { de } from './de.ts';
import { en, type TextKey } from './en.ts';
import { observable } from '../ui/observable.ts';

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

const language = observable(preferred());
document.documentElement.lang = language.get();

export const setLanguage = (next: Language): void => {
  localStorage.setItem(key, next);
  document.documentElement.lang = next;
  language.set(next);
};

export const useLanguage = language.use;

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

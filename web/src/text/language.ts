import { observable } from '../ui/observable.ts';

export type Language = 'en' | 'de';
export type Values = Readonly<Record<string, string | number>>;
/** Gives the text of a key, `{holes}` filled. */
export type Say<K extends string> = (key: K, values?: Values) => string;

export const languages: readonly Language[] = ['en', 'de'];

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

/** The texts of one catalogue, in the language that was chosen. */
export const useTextsOf = <K extends string>(
  catalogues: Readonly<Record<Language, Readonly<Record<K, string>>>>,
): Say<K> => {
  const texts = catalogues[useLanguage()];
  return (name, values = {}) => filled(texts[name], values);
};

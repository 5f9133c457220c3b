import { isLanguage, languages, setLanguage, useLanguage } from '../text/language.ts';

/** Every language by its own name. */
export const LanguageChoice = ({ label }: { readonly label: string }) => (
  <label>
    {label}{' '}
    <select value={useLanguage()} onChange={({ target }) => isLanguage(target.value) && setLanguage(target.value)}>
      {languages.map((code) => (
        <option key={code} value={code}>
          {new Intl.DisplayNames([code], { type: 'language' }).of(code)}
        </option>
      ))}
    </select>
  </label>
);

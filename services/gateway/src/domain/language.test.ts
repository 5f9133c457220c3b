import { expect, it } from 'vitest';
import { languageOf } from './language.ts';

it.each([
  [undefined, 'en'],
  ['', 'en'],
  ['de', 'de'],
  ['de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['fr-FR, fr;q=0.9, de;q=0.5, en;q=0.7', 'en'],
  ['en;q=0.1, DE;q=0.2', 'de'],
  ['de;q=0', 'en'],
  ['de;q=nonsense', 'en'],
  ['*', 'en'],
  [';;;,,,q=', 'en'],
])('%j is answered in %s', (wished, language) => expect(languageOf(wished)).toBe(language));

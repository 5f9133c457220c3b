import type { Defence } from './defence.ts';

/** A file's text without its defence. Throws where the table does not fit the code any more. */
export const broken = (text: string, { id, file, cut: [search, replacement] }: Defence): string => {
  const places = text.split(search).length - 1;
  if (places !== 1) throw new Error(`${id}: its text stands ${places} times in ${file}, not once`);
  return text.replace(search, () => replacement);
};

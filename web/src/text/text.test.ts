import { expect, it } from 'vitest';
import { errorCatalogue } from '@mercato/contracts/shared';
import { orderStatus } from '@mercato/contracts/order';
import { de } from './de.ts';
import { en } from './en.ts';

const holes = (text: string): readonly string[] => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).toSorted();

it('every language says everything, with the same holes', () => {
  expect(Object.keys(de).toSorted()).toEqual(Object.keys(en).toSorted());
  for (const [key, text] of Object.entries(en)) expect(holes(de[key as keyof typeof en]), key).toEqual(holes(text));
});

it('errors that have a sentence are errors of the shop', () => {
  const codes = Object.keys(en).filter((key) => key.startsWith('error_') && key.includes('.'));
  for (const key of codes) expect(Object.keys(errorCatalogue)).toContain(key.slice('error_'.length));
});

it('every status has a word', () => {
  for (const status of orderStatus.options) expect(en).toHaveProperty([`status_${status}`]);
});

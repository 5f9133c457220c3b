import { orderStatus } from '@mercato/contracts/order';
import { errorCatalogue } from '@mercato/contracts/shared';
import { expect, it } from 'vitest';
import { de } from './de/index.ts';
import { en, type TextKey } from './en/index.ts';

const holes = (text: string): readonly string[] => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).toSorted();

it('every language says everything, with the same holes', () => {
  expect(Object.keys(de).toSorted()).toEqual(Object.keys(en).toSorted());
  for (const key of Object.keys(en) as TextKey[]) expect(holes(de[key]), key).toEqual(holes(en[key]));
});

it('no text stands under two keys of two sections, so that none hides another', async () => {
  const names = ['care', 'catalogue', 'figures', 'frame', 'letters', 'orders'] as const;
  const sections = await Promise.all(names.map((name) => import(`./en/${name}.ts`) as Promise<Record<string, object>>));
  const keys = sections.flatMap((section, i) => Object.keys(section[names[i] ?? ''] ?? {}));
  expect(keys).toHaveLength(Object.keys(en).length);
});

it('errors that have a sentence are errors of the shop', () => {
  const codes = Object.keys(en).filter((key) => key.startsWith('error_') && key.includes('.'));
  for (const key of codes) expect(Object.keys(errorCatalogue)).toContain(key.slice('error_'.length));
});

it('every status has a word', () => {
  for (const status of orderStatus.options) expect(en).toHaveProperty([`status_${status}`]);
});

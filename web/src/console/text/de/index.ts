import type { TextKey } from '../en/index.ts';
import { care } from './care.ts';
import { catalogue } from './catalogue.ts';
import { figures } from './figures.ts';
import { frame } from './frame.ts';
import { letters } from './letters.ts';
import { orders } from './orders.ts';

export const de: Readonly<Record<TextKey, string>> = {
  ...frame,
  ...figures,
  ...orders,
  ...letters,
  ...catalogue,
  ...care,
};

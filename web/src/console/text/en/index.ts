import { care } from './care.ts';
import { catalogue } from './catalogue.ts';
import { figures } from './figures.ts';
import { frame } from './frame.ts';
import { letters } from './letters.ts';
import { orders } from './orders.ts';

/** Every text of the console, section by section. Another language has the same keys. */
export const en = { ...frame, ...figures, ...orders, ...letters, ...catalogue, ...care };

export type TextKey = keyof typeof en;

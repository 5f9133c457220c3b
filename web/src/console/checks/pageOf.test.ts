import { expect, it } from 'vitest';
import { pageOf } from './pageOf.ts';

it.each([
  ['order:0af76519', '/orders/0af76519'],
  ['product:prd-1', '/catalogue/prd-1'],
  ['queue:order-commands-dlq', '/letters/order-commands-dlq'],
  ['product:a/b', '/catalogue/a%2Fb'],
  ['shop', undefined],
  ['order', undefined],
  ['user:1', undefined],
])('%s is looked at on %s', (aggregate, page) => expect(pageOf(aggregate)).toBe(page));

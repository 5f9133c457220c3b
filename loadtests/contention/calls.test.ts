import { expect, it } from 'vitest';
import { storeCallsOf } from './calls.ts';

it('tells reads from writes, and one caller from another', () => {
  const counts = {
    product: { 'dynamodb:GetItem': 5, 'dynamodb:PutItem': 3, 'dynamodb:DeleteItem': 1, 'dynamodb:DescribeTable': 9 },
    naive: { 'dynamodb:TransactWriteItems': 2, 'sns:Publish': 7 },
  };
  expect(storeCallsOf(counts, 'product')).toEqual({ reads: 5, writes: 4 });
  expect(storeCallsOf(counts, 'naive')).toEqual({ reads: 0, writes: 2 });
  expect(storeCallsOf(counts, 'nobody')).toEqual({ reads: 0, writes: 0 });
});

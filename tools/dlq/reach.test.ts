import { expect, it } from 'vitest';
import { queueNamed } from './queue-named.ts';
import { reach } from './reach.ts';

it('says what it needs for AWS', async () => {
  await expect(reach(true, {})).rejects.toThrow('AWS_ACCESS_KEY_ID');
});

it('says where it looked for a local shop', async () => {
  await expect(reach(false, { LOCAL_AWS: 'http://127.0.0.1:1' })).rejects.toThrow('http://127.0.0.1:1: set LOCAL_AWS');
});

it('knows a queue by both its names, and says which there are', () => {
  expect(queueNamed('order-commands')).toEqual(queueNamed('order-commands-dlq'));
  expect(queueNamed('order-commands')).toMatchObject({ app: 'order', source: 'order-commands' });
  expect(() => queueNamed('orders')).toThrow('There is no queue orders. There are product-commands, ');
});

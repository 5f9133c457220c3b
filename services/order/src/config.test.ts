import { loadConfig } from '@mercato/kit/config';
import { expect, it } from 'vitest';
import { orderConfig } from './config.ts';

it('has defaults that fit each other: parking comes before the dead-letter queue', () => {
  const config = loadConfig(orderConfig, { APP_PORT: '5003' });
  expect(config).toMatchObject({
    ORDER_GIVE_UP_AFTER_MS: 120_000,
    ORDER_PARK_AFTER_TRIES: 8,
    ORDER_PARK_AFTER_MS: 240_000,
    ORDER_COUNT_PARKED_MS: 30_000,
  });
  // Ten receives, a minute apart.
  expect(config.ORDER_GIVE_UP_AFTER_MS + config.ORDER_PARK_AFTER_MS).toBeLessThan(600_000);
});

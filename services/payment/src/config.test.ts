import { loadConfig } from '@mercato/kit/config';
import { describe, expect, it } from 'vitest';
import { config } from './config.ts';

const load = (env: Record<string, string> = {}) => loadConfig(config, { APP_PORT: '5005', ...env });
const production = { NODE_ENV: 'production', APP_API_TOKEN: 'a', DAPR_API_TOKEN: 'b' };

describe('the configuration', () => {
  it('simulates the provider unless told otherwise, and knows no third', () => {
    expect(load()).toMatchObject({ PAYMENT_PROVIDER: 'simulator' });
    expect(load({ PAYMENT_PROVIDER: 'stripe' })).toMatchObject({ PAYMENT_PROVIDER: 'stripe' });
    expect(() => load({ PAYMENT_PROVIDER: 'paypal' })).toThrow('PAYMENT_PROVIDER');
  });

  it.each([
    ['http://127.0.0.1:12111', {}],
    ['http://[::1]:12111', production],
    ['http://localhost:12111', production],
    ['https://stripe-mock.example', {}],
  ])('takes %s for Stripe with %o', (url, env) => {
    expect(load({ ...env, PAYMENT_STRIPE_URL: url }).PAYMENT_STRIPE_URL).toBe(url);
  });

  it.each([
    ['https://stripe.example', production],
    ['https://api.stripe.com.evil.example', production],
    ['http://stripe-mock.example', {}],
    ['http://127.0.0.1.evil.example', {}],
    ['ftp://127.0.0.1', {}],
  ])('sends no secret key to %s with %o', (url, env) => {
    expect(() => load({ ...env, PAYMENT_STRIPE_URL: url })).toThrow('PAYMENT_STRIPE_URL');
  });
});

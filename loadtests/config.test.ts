import { describe, expect, it } from 'vitest';
import { configOf } from './config.ts';

describe('configOf', () => {
  it('is a smoke test of the shop on this machine unless told otherwise', () => {
    expect(configOf({})).toMatchObject({ baseUrl: 'http://127.0.0.1:5000', profile: 'smoke', admin: undefined });
    expect(configOf({ RATE: '', MINUTES: '', LEDGER_URL: '' })).toMatchObject({
      perSecond: undefined,
      ledgerUrl: undefined,
    });
  });

  it('takes what it is told', () => {
    const env = { BASE_URL: 'https://shop.example/', PROFILE: 'spike', RATE: '0.5', SKEW: 'zipf' };
    expect(configOf({ ...env, ADMIN_EMAIL: 'a@example.com', ADMIN_PASSWORD: 'secret' })).toMatchObject({
      baseUrl: 'https://shop.example',
      profile: 'spike',
      perSecond: 0.5,
      skew: 'zipf',
      admin: { email: 'a@example.com', password: 'secret' },
    });
  });

  it('takes accounts that there are instead of new ones', () => {
    const accounts = [{ email: 'a@example.com', password: 'secret' }];
    expect(configOf({ ACCOUNTS: JSON.stringify(accounts) }).accounts).toEqual(accounts);
    expect(configOf({ ACCOUNTS: '' }).accounts).toBeUndefined();
  });

  it.each([
    [{ PROFILE: 'none' }, 'no profile "none"'],
    [{ RATE: '-1' }, 'RATE must be'],
    [{ SKEW: 'much' }, 'SKEW must be'],
  ])('refuses %j', (env, reason) => expect(() => configOf(env)).toThrow(reason));
});

import { expect, it, vi } from 'vitest';
import { ShopClient } from '../../tests/support/shop-client.ts';
import { Account } from './account.ts';

/** Signs in with these answers in turn: how long each token lasts, or that the shop does not let anybody in. */
const accountOf = (...answers: readonly (number | Error)[]): Account => {
  const shop = new ShopClient('http://shop');
  let signIns = 0;
  vi.spyOn(shop, 'expect').mockImplementation(() => {
    const answer = answers[signIns++] ?? new Error('no more answers');
    const tokens = { accessToken: `token ${signIns}`, expiresIn: answer };
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(tokens as never);
  });
  return new Account(shop, { email: 'a@example.com', password: 'secret' });
};

const tokensOf = async (account: Account, times: number): Promise<readonly (string | undefined)[]> => {
  const tokens: (string | undefined)[] = [];
  for (let i = 0; i < times; i += 1) tokens.push((await account.client()).token);
  return tokens;
};

it('signs in once for as long as the token is fresh, however many ask', async () => {
  const account = accountOf(900);
  const clients = await Promise.all([account.client(), account.client()]);
  expect(clients.map(({ token }) => token)).toEqual(['token 1', 'token 1']);
  expect(await tokensOf(account, 2)).toEqual(['token 1', 'token 1']);
});

it('signs in again before the token ends, and keeps the old one where the shop is closed', async () => {
  expect(await tokensOf(accountOf(0, 0, 900), 4)).toEqual(['token 1', 'token 2', 'token 3', 'token 3']);
  expect(await tokensOf(accountOf(0, new Error('503'), 900), 3)).toEqual(['token 1', 'token 1', 'token 3']);
});

it('cannot do without the first sign-in', () =>
  expect(accountOf(new Error('closed')).client()).rejects.toThrow('closed'));

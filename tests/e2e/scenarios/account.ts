import { randomUUID } from 'node:crypto';
import { userApi } from '@mercato/contracts/user';
import { expect, it } from 'vitest';
import { mailsTo } from '../../support/mailbox.ts';
import { until } from '../../support/shopper.ts';
import type { GetWorld } from '../../support/world.ts';

const password = 'correct horse battery';

const registered = async ({ client }: ReturnType<GetWorld>): Promise<{ email: string; password: string }> => {
  const email = `t-${randomUUID()}@example.com`;
  const username = `t-${randomUUID().slice(0, 12)}`;
  await client.expect(userApi.register, 201, { body: { username, email, password } });
  return { email, password };
};

export const account = (world: GetWorld): void => {
  it('a forgotten password is set anew with the token from the mail, once', async () => {
    const { client, shop } = world();
    const login = await registered(world());
    const session = await client.expect(userApi.login, 200, { body: login });
    await client.expect(userApi.requestReset, 202, { body: { email: login.email } });
    const token = await until('the mail with the token', () =>
      mailsTo(shop, login.email)
        .map((mail) => /minutes:\s+(\S+)\s/.exec(mail)?.[1])
        .find((found) => found !== undefined),
    );

    const renewed = { token, password: 'another horse battery' };
    await client.expect(userApi.confirmReset, 204, { body: renewed });
    expect((await client.call(userApi.login, { body: login })).status).toBe(401);
    await client.expect(userApi.login, 200, { body: { email: login.email, password: renewed.password } });
    const again = await client.call<{ code: string }>(userApi.confirmReset, { body: renewed });
    expect([again.status, again.body.code]).toEqual([400, 'user.reset_invalid']);
    const { refreshToken } = session;
    expect((await client.call(userApi.refresh, { body: { refreshToken } })).status).toBe(401);
    // The token is in the mail alone.
    expect(shop.logs()).not.toContain(token);
  });

  it('a refresh token works once; a second use ends the session for whoever holds it', async () => {
    const { client } = world();
    const { refreshToken: first } = await client.expect(userApi.login, 200, { body: await registered(world()) });
    const { refreshToken: second } = await client.expect(userApi.refresh, 200, { body: { refreshToken: first } });
    const stolen = await client.call<{ code: string }>(userApi.refresh, { body: { refreshToken: first } });
    expect([stolen.status, stolen.body.code]).toEqual([401, 'user.refresh_invalid']);
    expect((await client.call(userApi.refresh, { body: { refreshToken: second } })).status).toBe(401);
  });
};

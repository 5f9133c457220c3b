import { randomUUID } from 'node:crypto';
import { userApi } from '@mercato/contracts/user';
import { expect, it } from 'vitest';
import { codeSentTo, register } from '../../support/letters.ts';
import { mailsTo } from '../../support/mailbox.ts';
import { newShopper, until } from '../../support/shopper.ts';
import type { GetWorld } from '../../support/world.ts';

const password = 'correct horse battery';

const wanted = (email = `t-${randomUUID()}@example.com`) => ({
  username: `t-${randomUUID().slice(0, 12)}`,
  email,
  password,
});

const registered = async ({ client }: ReturnType<GetWorld>): Promise<{ email: string; password: string }> => {
  const { email } = await register(client, wanted());
  return { email, password };
};

export const account = (world: GetWorld): void => {
  it('registering tells nobody but the owner of an address that it is taken', async () => {
    const { client, shop } = world();
    const first = await registered(world());
    const stranger = { ...wanted(first.email), password: 'a password of a stranger' };
    const free = wanted();
    const answers = [];
    for (const body of [stranger, free]) {
      const { status, body: answer } = await client.call<{ email: string }>(userApi.register, { body });
      answers.push({ status, ...answer, email: answer.email === body.email });
    }
    expect(answers[0]).toEqual(answers[1]);
    await until('the mail to the owner', () =>
      mailsTo(shop, first.email).find((mail) => mail.includes('You already have an account')),
    );
    const token = await codeSentTo(client.baseUrl, free.email);
    const signIn = { email: free.email, password };
    expect((await client.call(userApi.login, { body: signIn })).status).toBe(401);
    for (const [secret, status] of [
      ['some other password', 400],
      [password, 201],
      [password, 400],
    ] as const) {
      const reply = await client.call(userApi.confirmRegistration, { body: { token, password: secret } });
      expect(reply.status).toBe(status);
    }
    await client.expect(userApi.login, 200, { body: signIn });
    expect(
      (await client.call(userApi.login, { body: { ...signIn, email: first.email, password: stranger.password } }))
        .status,
    ).toBe(401);
    expect(shop.logs()).not.toContain(token);
  });

  it('a forgotten password is set anew with the token from the mail, once', async () => {
    const { client, shop } = world();
    const login = await registered(world());
    const session = await client.expect(userApi.login, 200, { body: login });
    await client.expect(userApi.requestReset, 202, { body: { email: login.email } });
    const token = await until('the mail with the token', () =>
      mailsTo(shop, login.email)
        .map((mail) => /reset token is valid for \d+ minutes:\s+(\S+)\s/.exec(mail)?.[1])
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

  it('another address is confirmed by a code, and the former one is told', async () => {
    const { client, shop } = world();
    const [shopper, email] = [await newShopper(client), wanted().email];
    const params = { id: shopper.id };
    const body = { email, currentPassword: shopper.password };
    await shopper.client.expect(userApi.requestAddressChange, 202, { params, body });
    const token = await codeSentTo(client.baseUrl, email);
    expect((await shopper.client.expect(userApi.confirmAddressChange, 200, { params, body: { token } })).email).toBe(
      email,
    );
    await client.expect(userApi.login, 200, { body: { email, password: shopper.password } });
    expect(
      (await client.call(userApi.login, { body: { email: shopper.email, password: shopper.password } })).status,
    ).toBe(401);
    await until('the mail to the former address', () =>
      mailsTo(shop, shopper.email).find((mail) => mail.includes('has another address now')),
    );
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

import { sendNotification } from '@mercato/contracts/notification';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logIn } from '../src/use-cases/sign-in.ts';
import { Api, boss } from './api.ts';
import { ada } from './world.ts';

let api: Api;
let call: Api['call'];
beforeEach(async () => {
  api = await Api.start();
  ({ call } = api);
});
afterEach(() => api.close());

describe('a key to an account', () => {
  it('another address wants the password of its owner and a code, an administrator’s word for somebody else', async () => {
    const email = 'new@example.com';
    const own = await call('PUT /api/users/ada', { email }, { as: ada });
    expect(own.data).toMatchObject({ status: 400, errors: [{ in: 'body', pointer: '/email' }] });
    expect((await call('PUT /api/users/ada', { email: ada.email, phone: '12345' }, { as: ada })).status).toBe(200);
    const ask = (currentPassword: string, as = ada) =>
      call('POST /api/users/ada/email', { email, currentPassword }, { as });
    expect((await ask('not the password')).data).toMatchObject({ status: 401, code: 'user.credentials_invalid' });
    expect((await ask(ada.password, boss)).data).toMatchObject({ status: 403, code: 'auth.forbidden' });
    expect(await ask(ada.password)).toMatchObject({ status: 202, data: { email, confirmWithinMinutes: 60 } });
    const [mail] = api.world.publisher.of(sendNotification);
    const take = (token: unknown, as = ada) => call('POST /api/users/ada/email/confirm', { token }, { as });
    expect((await take(mail?.data['token'], boss)).status).toBe(403);
    expect((await take('t')).data).toMatchObject({ status: 400, code: 'user.address_change_invalid' });
    expect((await take(mail?.data['token'])).data['email']).toBe(email);
    expect((await call('PUT /api/users/ada', { email: ada.email }, { as: boss })).data['email']).toBe(ada.email);
    expect((await call('PUT /api/users/boss', { email: 'b@example.com' }, { as: boss })).status).toBe(400);
  });

  it('another password wants the one before it', async () => {
    const change = (currentPassword: string, as = ada) =>
      call('PUT /api/users/ada/password', { currentPassword, password: 'a brand new password' }, { as });
    expect((await change('not the password')).data).toMatchObject({ status: 401, code: 'user.credentials_invalid' });
    expect((await change(ada.password, boss)).data).toMatchObject({ status: 403, code: 'auth.forbidden' });
    expect((await change(ada.password)).status).toBe(204);
    expect((await logIn(api.world, { ...ada, password: 'a brand new password' })).user.id).toBe('ada');
  });
});

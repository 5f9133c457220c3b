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
  it('another address wants the password of its owner, not of an administrator', async () => {
    const move = (currentPassword?: string) =>
      call(
        'PUT /api/users/ada',
        { email: 'new@example.com', ...(currentPassword && { currentPassword }) },
        { as: ada },
      );
    const missing = await move();
    expect(missing.data).toMatchObject({ status: 400, errors: [{ in: 'body', pointer: '/currentPassword' }] });
    expect((await move('not the password')).data).toMatchObject({ status: 401, code: 'user.credentials_invalid' });
    expect((await call('PUT /api/users/ada', { email: ada.email, phone: '12345' }, { as: ada })).status).toBe(200);
    expect((await move(ada.password)).data['email']).toBe('new@example.com');
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

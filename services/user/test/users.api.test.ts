import { sendNotification } from '@mercato/contracts/notification';
import { userApi } from '@mercato/contracts/user';
import { silentLogger } from '@mercato/kit/telemetry';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requestPasswordReset } from '../src/use-cases/reset-password.ts';
import { logIn } from '../src/use-cases/sign-in.ts';
import { Api, boss } from './api.ts';
import { ada, type World } from './world.ts';

let api: Api;
let call: Api['call'];
let world: World;
const ids = { ada: 'ada', boss: 'boss' };

beforeEach(async () => {
  api = await Api.start();
  ({ call, world } = api);
});
afterEach(() => api.close());

describe('POST /api/users/login and token/refresh', () => {
  it('200 with tokens that work, and refresh once', async () => {
    const login = await call('POST /api/users/login', { email: 'Ada@Example.com', password: ada.password });
    expect(login.status).toBe(200);
    const { accessToken, refreshToken } = userApi.login.answers[200].parse(login.data);
    const headers = { authorization: `Bearer ${accessToken}` };
    expect((await call('GET /api/users/ada', undefined, { headers })).status).toBe(200);
    const next = await call('POST /api/users/token/refresh', { refreshToken });
    expect(next.status).toBe(200);
    const reused = await call('POST /api/users/token/refresh', { refreshToken });
    expect([reused.status, reused.data.code]).toEqual([401, 'user.refresh_invalid']);
  });

  it('401 for a wrong password, 429 with Retry-After for many', async () => {
    const guess = () => call('POST /api/users/login', { email: ada.email, password: 'wrong' });
    expect((await guess()).data).toMatchObject({ status: 401, code: 'user.credentials_invalid' });
    for (let n = 0; n < 9; n += 1) await guess();
    const braked = await guess();
    expect([braked.status, braked.data.code, braked.headers['retry-after']]).toEqual([429, 'rate.limited', '1']);
  });
});

describe('POST /api/users/password-reset', () => {
  it('202 with the same empty answer for any address', async () => {
    const answers = [];
    for (const email of [ada.email, 'nobody@example.com']) {
      const reply = await call('POST /api/users/password-reset', { email });
      answers.push([reply.status, reply.text]);
    }
    expect(answers).toEqual([
      [202, ''],
      [202, ''],
    ]);
  });

  it('204 for the token from the mail, 400 for any other', async () => {
    await requestPasswordReset(world, ada.email, silentLogger);
    const token = world.publisher.of(sendNotification)[0]?.data['token'];
    const password = 'a brand new password';
    const wrong = await call('POST /api/users/password-reset/confirm', { token: `${token}0`, password });
    expect([wrong.status, wrong.data.code]).toEqual([400, 'user.reset_invalid']);
    expect((await call('POST /api/users/password-reset/confirm', { token, password })).status).toBe(204);
    expect((await call('POST /api/users/login', { email: ada.email, password })).status).toBe(200);
  });
});

describe('/api/users/:id', () => {
  it('200 for the owner and for an administrator', async () => {
    for (const as of [ada, boss]) {
      const reply = await call(`GET /api/users/${ids.ada}`, undefined, { as });
      expect(reply.status).toBe(200);
      expect(userApi.getUser.answers[200].parse(reply.data).username).toBe('Ada');
    }
    const changed = await call('PUT /api/users/ada', { phone: '+49 123456' }, { as: boss });
    expect([changed.status, changed.data.phone, changed.data.version]).toEqual([200, '+49 123456', 2]);
  });

  it('401 without a token, or with one that is expired or signed by somebody else', async () => {
    expect((await call('GET /api/users/ada')).data).toMatchObject({ status: 401, code: 'auth.required' });
    const own = { authorization: `Bearer ${(await logIn(world, ada)).accessToken}` };
    world.clock.advance(16 * 60_000);
    for (const headers of [own, { authorization: 'Bearer a.b.c' }]) {
      const reply = await call('GET /api/users/ada', undefined, { headers });
      expect(reply.data).toMatchObject({ status: 401, code: 'auth.invalid' });
    }
  });

  it('403 for others, and the same whether the account exists or not', async () => {
    for (const line of ['GET /api/users/X', 'PUT /api/users/X', 'DELETE /api/users/X']) {
      const body = line.startsWith('PUT') ? { phone: '12345' } : undefined;
      const problems = [];
      for (const id of ['boss', 'nobody']) {
        const reply = await call(line.replace('X', id), body, { as: ada });
        const { instance: _instance, requestId: _requestId, ...problem } = reply.data;
        problems.push(problem);
      }
      expect(problems[0]).toMatchObject({ status: 403, code: 'auth.forbidden' });
      expect(problems[1]).toEqual(problems[0]);
    }
  });

  it('404 for an administrator where there is none, 409 for a taken name', async () => {
    const none = await call('GET /api/users/nobody', undefined, { as: boss });
    expect([none.status, none.data.code]).toEqual([404, 'user.not_found']);
    const taken = await call('PUT /api/users/ada', { email: boss.email }, { as: boss });
    expect([taken.status, taken.data.code]).toEqual([409, 'user.email_taken']);
    const name = await call('PUT /api/users/ada', { username: 'BOSS' }, { as: ada });
    expect([name.status, name.data.code]).toEqual([409, 'user.username_taken']);
  });

  it('400 for an id or a field that cannot be', async () => {
    expect((await call('GET /api/users/a%20b', undefined, { as: boss })).status).toBe(400);
    const role = await call('PUT /api/users/ada', { role: 'admin' }, { as: ada });
    expect([role.status, role.data.code]).toEqual([400, 'request.invalid']);
  });

  it('204 on closing; then nothing is left but the names', async () => {
    const token = { authorization: `Bearer ${(await logIn(world, ada)).accessToken}` };
    expect((await call('DELETE /api/users/ada', undefined, { headers: token })).status).toBe(204);
    for (const method of ['GET', 'DELETE'])
      expect((await call(`${method} /api/users/ada`, undefined, { headers: token })).status).toBe(404);
    expect((await call('POST /api/users/login', ada)).status).toBe(400);
    const { email, password } = ada;
    expect((await call('POST /api/users/login', { email, password })).status).toBe(401);
    await call('POST /api/users/register', { ...ada, username: 'new' });
    expect(world.publisher.of(sendNotification)).toMatchObject([{ template: 'registration-known' }]);
  });
});

describe('/api/users/:id/sessions', () => {
  it('200 with the own sessions, 204 on ending one or all of them, 403 for those of others', async () => {
    const headers = { authorization: `Bearer ${(await logIn(world, ada)).accessToken}` };
    const { data } = await call('GET /api/users/ada/sessions', undefined, { headers });
    const { sessions } = userApi.listSessions.answers[200].parse(data);
    expect(sessions).toMatchObject([{ current: true }]);
    const statusOf = async (path: string) => (await call(`DELETE /api/users/${path}`, undefined, { headers })).status;
    expect(await statusOf(`ada/sessions/${sessions[0]?.id}`)).toBe(204);
    expect(await statusOf('ada/sessions')).toBe(204);
    expect(await statusOf('boss/sessions')).toBe(403);
  });
});

describe('for services and verifiers', () => {
  it('publishes the keys to anyone', async () => {
    const { keys } = (await call('GET /.well-known/jwks.json')).data;
    expect(keys).toMatchObject([{ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' }]);
    expect(JSON.stringify(keys)).not.toContain('"d"');
  });

  it('tells a contact to a sidecar only', async () => {
    const headers = { 'dapr-caller-app-id': 'notification' };
    const known = await call('GET /internal/users/ada/contact', undefined, { headers });
    expect(known.data).toEqual({ contact: { email: ada.email, name: 'Ada', phone: null } });
    const unknown = await call('GET /internal/users/nobody/contact', undefined, { headers });
    expect(unknown.data).toEqual({ contact: null });
    expect((await call('GET /internal/users/ada/contact', undefined, { as: boss })).status).toBeGreaterThan(400);
  });
});

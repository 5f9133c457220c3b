import { sendNotification } from '@mercato/contracts/notification';
import { userApi } from '@mercato/contracts/user';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, Api } from './api.ts';
import { ada, type World } from './world.ts';

let api: Api;
let call: Api['call'];
let world: World;
const eve = { username: 'eve', email: 'eve@example.com', password: 'the eve password' };

beforeEach(async () => {
  api = await Api.start();
  ({ call, world } = api);
});
afterEach(() => api.close());

/** What an answer says, but for what each request has of its own. */
const said = ({ status, text, headers: { 'x-request-id': _id, date: _date, ...headers } }: Answer) => ({
  status,
  text,
  headers,
});
const mailed = () => world.publisher.of(sendNotification).map(({ data }) => data);

describe('POST /api/users/register', () => {
  it('202, byte for byte the same for an address that is taken as for a free one of its length', async () => {
    const taken = await call('POST /api/users/register', { ...eve, email: 'ADA@example.com' });
    const free = await call('POST /api/users/register', { ...eve, email: 'IDA@example.com' });
    expect(taken.status).toBe(202);
    expect(userApi.register.answers[202].parse(taken.data)).toEqual({ email: ada.email, confirmWithinMinutes: 60 });
    expect({ ...said(taken), text: taken.text.replace('ada@', 'ida@') }).toEqual(said(free));
    expect(mailed()).toMatchObject([{}, { minutes: 60 }]);
  });

  it('202 again for the same key, and one mail', async () => {
    const headers = { 'idempotency-key': 'k1' };
    const first = await call('POST /api/users/register', eve, { headers });
    const again = await call('POST /api/users/register', eve, { headers });
    expect([again.status, again.text]).toEqual([202, first.text]);
    expect(mailed()).toHaveLength(1);
  });

  it('422 for the same key with another body', async () => {
    const headers = { 'idempotency-key': 'k1' };
    await call('POST /api/users/register', eve, { headers });
    const other = await call('POST /api/users/register', { ...eve, email: 'e2@example.com' }, { headers });
    expect([other.status, other.data.code]).toEqual([422, 'idempotency.key_reused']);
  });

  it('409 for a taken username', async () => {
    const username = await call('POST /api/users/register', { ...eve, username: 'aDa' });
    expect([username.status, username.data.code]).toEqual([409, 'user.username_taken']);
  });

  it('then a sign-in is refused like one with a wrong password', async () => {
    await call('POST /api/users/register', eve);
    const answers = [];
    for (const email of [eve.email, ada.email, 'nobody@example.com']) {
      const answer = await call('POST /api/users/login', { email, password: eve.password });
      answers.push({ ...said(answer), text: answer.text.replaceAll(/[0-9a-f-]{36}/g, '') });
    }
    expect(answers[0]).toMatchObject({ status: 401 });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('429 with Retry-After for one network that registers many', async () => {
    const headers = { 'x-forwarded-for': '10.1.1.1' };
    for (let n = 0; n < 20; n += 1)
      await call('POST /api/users/register', { ...eve, email: `e${n}@example.com` }, { headers });
    const braked = await call('POST /api/users/register', eve, { headers });
    expect([braked.status, braked.data.code, braked.headers['retry-after']]).toEqual([429, 'rate.limited', '1']);
  });

  it.each([
    ['email', { email: 'x' }],
    ['username', { username: 'a b' }],
    ['password', { password: 'short' }],
    ['fullName', { fullName: 'a\u0000b' }],
    ['role', { role: 'admin' }],
  ])('400 naming %s', async (field, bad) => {
    const reply = await call('POST /api/users/register', { ...eve, ...bad });
    expect(reply.status).toBe(400);
    expect(reply.data).toMatchObject({ code: 'request.invalid' });
    expect(reply.text).toContain(field);
  });
});

describe('POST /api/users/register/confirm', () => {
  const tokenOf = async (): Promise<unknown> => {
    await call('POST /api/users/register', { ...eve, fullName: ' Eve ' });
    return mailed()[0]?.['token'];
  };

  it('201 with the address of the account, which can be signed in to', async () => {
    const { email, password } = eve;
    const reply = await call('POST /api/users/register/confirm', { token: await tokenOf(), password });
    expect(reply.status).toBe(201);
    const user = userApi.confirmRegistration.answers[201].parse(reply.data);
    expect(user).toMatchObject({ email, fullName: 'Eve', role: 'user' });
    expect(reply.headers.location).toBe(`/api/users/${user.id}`);
    expect(reply.text).not.toContain('argon2');
    expect((await call('POST /api/users/login', { email, password })).status).toBe(200);
  });

  it('201 again for the same key, 400 without it', async () => {
    const body = { token: await tokenOf(), password: eve.password };
    const headers = { 'idempotency-key': 'k1' };
    const first = await call('POST /api/users/register/confirm', body, { headers });
    const again = await call('POST /api/users/register/confirm', body, { headers });
    expect([again.status, again.text]).toEqual([201, first.text]);
    const reused = await call('POST /api/users/register/confirm', body);
    expect([reused.status, reused.data.code]).toEqual([400, 'user.registration_invalid']);
  });
});

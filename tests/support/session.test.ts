import { expect, it } from 'vitest';
import { Session } from './session.ts';

/** Signs in with these answers in turn: how long each token lasts, or that the shop does not let anybody in. */
const sessionOf = (...answers: readonly (number | Error)[]): Session => {
  let signIns = 0;
  return new Session(() => {
    const answer = answers[signIns++] ?? new Error('no more answers');
    if (answer instanceof Error) return Promise.reject(answer);
    return Promise.resolve({ accessToken: `token ${signIns}`, expiresIn: answer });
  });
};

const tokensOf = async (session: Session, times: number): Promise<readonly (string | undefined)[]> => {
  const tokens: (string | undefined)[] = [];
  for (let i = 0; i < times; i += 1) {
    await session.renew();
    tokens.push(session.token);
  }
  return tokens;
};

it('signs in once for as long as the token is fresh, however many ask', async () => {
  const session = sessionOf(900);
  await Promise.all([session.renew(), session.renew()]);
  expect(session.token).toBe('token 1');
  expect(await tokensOf(session, 2)).toEqual(['token 1', 'token 1']);
});

it('signs in again before the token ends, and keeps the old one where the shop is closed', async () => {
  expect(await tokensOf(sessionOf(0, 0, 900), 4)).toEqual(['token 1', 'token 2', 'token 3', 'token 3']);
  expect(await tokensOf(sessionOf(0, new Error('503'), 900), 3)).toEqual(['token 1', 'token 1', 'token 3']);
});

it('cannot do without the first sign-in', () =>
  expect(sessionOf(new Error('closed')).renew()).rejects.toThrow('closed'));

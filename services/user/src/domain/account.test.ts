import { describe, expect, it } from 'vitest';
import { changeProfile, claimsOf, closeAccount, contactOf, newAccount, toUser, without } from './account.ts';
import { readToken } from './opaque-token.ts';

const at = '2026-01-01T00:00:00.000Z';
const account = newAccount(
  { username: 'Ada', email: 'ada@example.com' },
  { id: 'one', role: 'user', passwordHash: 'hash', at },
);

describe('an account', () => {
  it('points to its email and its username, whatever the case of the latter', () => {
    expect(claimsOf(account)).toEqual(['email:ada@example.com', 'username:ada']);
    expect(claimsOf(closeAccount(account, at))).toEqual(claimsOf(account));
    expect(claimsOf({ ...account, status: 'withdrawn' })).toEqual([]);
    expect(claimsOf(undefined)).toEqual([]);
  });

  it('gains and loses names by a change', () => {
    const moved = changeProfile(account, { email: 'b@example.com', username: 'ADA' }, at);
    expect(without(claimsOf(moved), claimsOf(account))).toEqual(['email:b@example.com']);
    expect(without(claimsOf(account), claimsOf(moved))).toEqual(['email:ada@example.com']);
  });

  it('shows neither its hash nor anything else of its inside', () => {
    expect(Object.keys(toUser(account, 1)).toSorted()).toEqual(
      'address createdAt email fullName id phone role updatedAt username version'.split(' '),
    );
  });

  it('is reached by its name, or its username where it has none', () => {
    expect(contactOf(account)?.name).toBe('Ada');
    expect(contactOf({ ...account, fullName: 'Ada L' })?.name).toBe('Ada L');
    expect(contactOf(closeAccount(account, at))).toBeNull();
  });
});

describe('an opaque token', () => {
  it.each([
    '',
    '.',
    'id.',
    '.abc',
    'id.ABC',
    `i d.${'0'.repeat(64)}`,
    `id.${'0'.repeat(63)}`,
    `id.${'0'.repeat(64)}.x`,
  ])('is not %j', (text) => {
    expect(readToken(text)).toBeUndefined();
  });
});

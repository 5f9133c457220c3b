import { describe, expect, it } from 'vitest';
import { addressOf, type Asked, askedIn, filtersOf } from './filters.ts';

const nothing: Asked = { status: '', userId: '', from: '', to: '' };

describe('the address of a list of orders', () => {
  it('comes from a form and goes back into it', () => {
    const address = addressOf({ status: 'shipped', user: ' usr-1 ', from: '2026-01-01', to: '' });
    expect(address).toBe('/orders?status=shipped&user=usr-1&from=2026-01-01');
    expect(askedIn(address.slice('/orders'.length))).toEqual({
      status: 'shipped',
      userId: 'usr-1',
      from: '2026-01-01',
      to: '',
    });
    expect(addressOf({ status: '', user: ' ' })).toBe('/orders');
  });

  it.each(['?status=lost', '?user=../x', '?from=yesterday', '?to=2026-99-99', '?other=1'])(
    '%s asks for nothing',
    (search) => expect(askedIn(search)).toEqual(nothing),
  );
});

it('a day is a whole one, its end with it', () => {
  expect(filtersOf({ ...nothing, from: '2026-01-31', to: '2026-01-31' })).toEqual({
    since: '2026-01-31T00:00:00.000Z',
    before: '2026-02-01T00:00:00.000Z',
  });
  expect(filtersOf(askedIn(''))).toEqual({});
});

import { userApi } from '@mercato/contracts/user';
import { currentContext, runInContext, timeLeft } from '@mercato/kit/context';
import { systemClock } from '@mercato/kit/time';
import { FakeClock, MemoryInvoker } from '@mercato/testkit';
import { describe, expect, it } from 'vitest';
import { ada } from '../../test/world.ts';
import type { Recipient } from '../ports/senders.ts';
import { InvokedContacts } from './invoked-contacts.ts';

const makeContacts = () => {
  const invoker = new MemoryInvoker();
  const clock = new FakeClock();
  const people = new Map<string, Recipient>([['ada', ada]]);
  invoker.register('user', userApi.getContact, ({ params }) => ({ contact: people.get(params.id) ?? null }));
  return { contacts: new InvokedContacts(invoker, clock), invoker, clock, people };
};

describe('a contact', () => {
  it('as it is now is asked for each time', async () => {
    const { contacts, invoker, people } = makeContacts();
    await contacts.lately('ada');
    people.set('ada', { ...ada, email: 'new@example.com' });
    expect(await contacts.of('ada')).toMatchObject({ email: 'new@example.com' });
    expect(invoker.calls).toHaveLength(2);
  });

  it('as it was lately is asked for once, however many ask at once', async () => {
    const { contacts, invoker } = makeContacts();
    expect(await Promise.all([contacts.lately('ada'), contacts.lately('ada')])).toEqual([ada, ada]);
    expect(await contacts.lately('ada')).toEqual(ada);
    expect(invoker.calls).toHaveLength(1);
  });

  it('is forgotten after half a minute: what was changed or erased is gone', async () => {
    const { contacts, clock, people } = makeContacts();
    await contacts.lately('ada');
    people.clear();
    clock.advance(29_999);
    expect(await contacts.lately('ada')).toEqual(ada);
    clock.advance(1);
    expect(await contacts.lately('ada')).toBeNull();
  });

  it('that is not there is asked for again', async () => {
    const { contacts, people } = makeContacts();
    expect(await contacts.lately('bob')).toBeNull();
    people.set('bob', { ...ada, name: 'Bob' });
    expect(await contacts.lately('bob')).toMatchObject({ name: 'Bob' });
  });

  it('that nobody could tell is asked for again', async () => {
    const { contacts, invoker } = makeContacts();
    invoker.failNext(userApi.getContact, 'unavailable');
    await expect(contacts.lately('ada')).rejects.toMatchObject({ code: 'dependency.unavailable' });
    expect(await contacts.lately('ada')).toEqual(ada);
  });

  it('does not end for others with the deadline of who asked first', async () => {
    const { contacts, invoker } = makeContacts();
    invoker.register('user', userApi.getContact, () => {
      timeLeft(1);
      return { contact: ada };
    });
    const late = { requestId: 'r1', deadline: systemClock.now() - 1 };
    expect(await runInContext(late, () => contacts.lately('ada'))).toEqual(ada);
  });

  it('is asked for as a part of the request that it is for', async () => {
    const { contacts, invoker } = makeContacts();
    invoker.register('user', userApi.getContact, () => ({
      contact: { ...ada, name: currentContext()?.requestId ?? '' },
    }));
    const context = { requestId: 'r1', deadline: systemClock.now() + 1_000 };
    expect(await runInContext(context, () => contacts.lately('ada'))).toMatchObject({ name: 'r1' });
  });
});

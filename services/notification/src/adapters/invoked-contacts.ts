import { userApi } from '@mercato/contracts/user';
import { setLatest } from '@mercato/kit/collections';
import { unhurried } from '@mercato/kit/context';
import type { Invoker } from '@mercato/kit/invoke';
import type { Clock } from '@mercato/kit/time';
import type { Contacts } from '../ports/contacts.ts';
import type { Recipient } from '../ports/senders.ts';

interface Asked {
  readonly at: number;
  readonly contact: Promise<Recipient | null>;
}

const timeoutMs = 3000;
const keptMs = 30_000;
const mostKept = 1000;

/** Contacts from the user service, through the sidecar. */
export class InvokedContacts implements Contacts {
  readonly #invoker: Invoker;
  readonly #clock: Clock;
  /** In memory alone and not for long: what an owner changes or erases is soon nowhere else. */
  readonly #asked = new Map<string, Asked>();

  constructor(invoker: Invoker, clock: Clock) {
    this.#invoker = invoker;
    this.#clock = clock;
  }

  async of(userId: string): Promise<Recipient | null> {
    const { contact } = await this.#invoker.call('user', userApi.getContact, { params: { id: userId } }, { timeoutMs });
    return contact;
  }

  lately(userId: string): Promise<Recipient | null> {
    this.#forgetOld();
    const known = this.#asked.get(userId);
    if (known) return known.contact;
    // Others may wait for it too, so it must not end with the deadline of whoever happened to be first.
    const asked = { at: this.#clock.now(), contact: unhurried(() => this.of(userId)) };
    setLatest(this.#asked, userId, asked, mostKept);
    const forget = (): void => {
      if (this.#asked.get(userId) === asked) this.#asked.delete(userId);
    };
    // Somebody who is not there, or nobody can tell of, may be there the next time.
    asked.contact.then((contact) => contact ?? forget(), forget);
    return asked.contact;
  }

  #forgetOld(): void {
    for (const [userId, { at }] of this.#asked) {
      if (this.#clock.now() - at < keptMs) return;
      this.#asked.delete(userId);
    }
  }
}

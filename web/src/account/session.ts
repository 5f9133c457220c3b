import { answered, newClient } from '../api/bare.ts';
import { nowMs } from '../ui/now.ts';
import { type Mark, Session, type SessionServer, type SessionState } from './browser-session.ts';

const key = 'mercato.signed-in';

const mark: Mark = {
  get: () => localStorage.getItem(key),
  set: (value) => (value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value)),
};

const client = newClient();
const server: SessionServer = {
  open: (body) => answered(client.POST('/api/session', { body })),
  renew: async () => (await answered(client.POST('/api/session/token', { body: {} }))).session,
  close: async () => void (await answered(client.DELETE('/api/session'))),
};

export const session = new Session({ server, mark, now: nowMs });
// Of another tab; and a page that comes back from the browser's cache has heard nothing meanwhile.
globalThis.addEventListener('storage', session.lookAgain);
globalThis.addEventListener('pageshow', session.lookAgain);

type User = Extract<SessionState, { readonly is: 'member' }>['user'];

export const useSession = (): SessionState => session.state.use();

/** Who is signed in; undefined for a guest, and as long as the shop has not said who it is. */
export const useUser = (): User | undefined => {
  const state = useSession();
  return state.is === 'member' ? state.user : undefined;
};

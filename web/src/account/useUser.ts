import { useSyncExternalStore } from 'react';
import type { User } from '../api/client.ts';
import { currentUser, subscribe } from './session.ts';

/** Who is signed in; undefined for a guest. */
export const useUser = (): User | undefined => useSyncExternalStore(subscribe, currentUser);

import { hashOf, type Ids } from '@mercato/kit/ids';

/** A secret handed out once, and the hash that is kept of it. */
export interface OpaqueToken {
  readonly token: string;
  readonly hash: string;
}

export interface PresentedToken {
  readonly id: string;
  readonly hash: string;
}

// Two random UUIDs carry 244 random bits: a fast hash is enough where nothing can be guessed.
const secret = (ids: Ids): string => `${ids.uuid()}${ids.uuid()}`.replaceAll('-', '');

/** `<id>.<secret>`: the id says where the hash lies, the secret proves the right to it. */
export const makeToken = (id: string, ids: Ids): OpaqueToken => {
  const proof = secret(ids);
  return { token: `${id}.${proof}`, hash: hashOf(proof) };
};

const shape = /^([A-Za-z0-9_~-]{1,130})\.([0-9a-f]{64})$/;

export const readToken = (token: string): PresentedToken | undefined => {
  const [, id, proof] = shape.exec(token) ?? [];
  return id === undefined || proof === undefined ? undefined : { id, hash: hashOf(proof) };
};

/** A token of one session: it says whose it is, since all sessions of an account lie in one item. */
export const makeSessionToken = (userId: string, sessionId: string, ids: Ids): OpaqueToken =>
  makeToken(`${userId}~${sessionId}`, ids);

export interface SessionToken extends PresentedToken {
  readonly userId: string;
}

export const readSessionToken = (token: string): SessionToken | undefined => {
  const presented = readToken(token);
  const [userId, id] = presented?.id.split('~') ?? [];
  return presented && userId !== undefined && id !== undefined ? { userId, id, hash: presented.hash } : undefined;
};

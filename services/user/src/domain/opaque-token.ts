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

const shape = /^([A-Za-z0-9_-]{1,64})\.([0-9a-f]{64})$/;

export const readToken = (token: string): PresentedToken | undefined => {
  const [, id, proof] = shape.exec(token) ?? [];
  return id === undefined || proof === undefined ? undefined : { id, hash: hashOf(proof) };
};

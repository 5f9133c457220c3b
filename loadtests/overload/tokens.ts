import { generateKeyPairSync, sign } from 'node:crypto';

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export interface Issuer {
  /** What the gateway reads from the user service. */
  readonly jwks: string;
  /** An access token of each of so many users. */
  tokens(users: number): readonly string[];
}

/** Signs access tokens as the user service does. */
export const newIssuer = (): Issuer => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kid = 'bench';
  const header = encoded({ alg: 'ES256', typ: 'at+jwt', kid });
  const tokenOf = (user: string): string => {
    const exp = Math.floor(Date.now() / 1000) + 3_600;
    const text = `${header}.${encoded({ iss: 'mercato', aud: 'mercato', sub: user, role: 'user', exp })}`;
    const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' });
    return `${text}.${signature.toString('base64url')}`;
  };
  return {
    jwks: JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' }] }),
    tokens: (users) => Array.from({ length: users }, (_, n) => tokenOf(`user-${n}`)),
  };
};

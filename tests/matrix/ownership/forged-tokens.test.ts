import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { apis } from '@mercato/contracts';
import type { RouteContract, ServiceName } from '@mercato/contracts/shared';
import { userApi } from '@mercato/contracts/user';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FrontDoor, isShopService, openFrontDoor, signingKey } from '../../support/memory-shop/index.ts';
import { samples } from '../../support/samples.ts';
import { newCustomer, stockTheShop } from './shoppers.ts';

type Part = Readonly<Record<string, unknown>>;

const text = (part: Part): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const read = (part: string | undefined): Part => JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Part;

/** A token as anybody can make one, without any library that would mind. */
const signed = (head: Part, body: Part, key: KeyObject): string => {
  const input = `${text(head)}.${text(body)}`;
  const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
};
const maced = (head: Part, body: Part, secret: string | Buffer): string => {
  const input = `${text(head)}.${text(body)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
};

const ours = createPrivateKey(signingKey);
const theirs = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const published = createPublicKey(ours);
const pem = published.export({ type: 'spki', format: 'pem' }).toString();

/** What somebody makes who knows a good token of their own and every public key, and wants to be an administrator. */
const forgeries = (good: string, now: number): Readonly<Record<string, string>> => {
  const [head, body] = good.split('.').slice(0, 2).map(read) as [Part, Part];
  const admin = { ...body, role: 'admin' };
  const seconds = Math.floor(now / 1000);
  const jwk = theirs.publicKey.export({ format: 'jwk' });
  return {
    'with another role under the old signature': `${text(head)}.${text(admin)}.${good.split('.')[2]}`,
    'without a signature': `${text(head)}.${text(admin)}.`,
    'with alg none': `${text({ ...head, alg: 'none' })}.${text(admin)}.`,
    'with alg None': `${text({ ...head, alg: 'None' })}.${text(admin)}.`,
    'with HS256 by the public key': maced({ ...head, alg: 'HS256' }, admin, pem),
    'with HS256 by the public key in DER': maced(
      { ...head, alg: 'HS256' },
      admin,
      published.export({ type: 'spki', format: 'der' }),
    ),
    'with HS256 by nothing': maced({ ...head, alg: 'HS256' }, admin, ''),
    'by another key under our kid': signed(head, admin, theirs.privateKey),
    'by another key under a kid of its own': signed({ ...head, kid: 'mine' }, admin, theirs.privateKey),
    'by a key that it brings along': signed({ ...head, jwk }, admin, theirs.privateKey),
    'by a key that it says where to find': signed(
      { ...head, kid: 'mine', jku: 'https://evil.example/jwks.json' },
      admin,
      theirs.privateKey,
    ),
    'with a kid that is a path': signed({ ...head, kid: '../../dev/null' }, admin, theirs.privateKey),
    // Signed by us, as if we were careless.
    'of ours that has expired': signed(head, { ...admin, exp: seconds - 1 }, ours),
    'of ours that never ends': signed(head, { ...admin, exp: undefined }, ours),
    'of ours that is not valid yet': signed(head, { ...admin, nbf: seconds + 60 }, ours),
    'of ours by another issuer': signed(head, { ...admin, iss: 'https://mercato.example' }, ours),
    'of ours for another audience': signed(head, { ...admin, aud: 'warehouse' }, ours),
    'of ours for nobody': signed(head, { ...admin, sub: '' }, ours),
    'of ours with a role that is none': signed(head, { ...admin, role: 'root' }, ours),
    'of ours that is no access token': signed({ ...head, typ: 'JWT' }, admin, ours),
    'of no form at all': 'not.a.token',
  };
};

const targets = Object.entries(apis).flatMap(([app, api]) =>
  Object.values(api)
    .filter(({ audience }) => ['guest', 'user', 'admin'].includes(audience))
    .map((route: RouteContract) => ({ app: app as ServiceName, route })),
);

let door: FrontDoor;
let good: string;
let tokens: Readonly<Record<string, string>>;
beforeAll(async () => {
  door = await openFrontDoor();
  await stockTheShop(door);
  const { client } = await newCustomer(door);
  good = client.token ?? '';
  tokens = forgeries(good, door.shop.clock.now());
}, 30_000);
afterAll(() => door.close());

/** The statuses of every route that looks at a token: at the gateway, and at the service that a stranger got to. */
const statuses = async (token: string): Promise<readonly number[]> => {
  const seen: number[] = [];
  const client = door.stranger.as(token);
  for (const { app, route } of targets) {
    seen.push((await client.call(route, samples[route.id])).status);
    if (!isShopService(app)) continue;
    const service = await door.shop.callee(app);
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': 'k' };
    seen.push((await door.shop.until(service.call(route, { ...samples[route.id], headers }))).status);
  }
  return [...new Set(seen)];
};

describe('a token', () => {
  it.each(Object.keys(forgeries('e30.e30.x', 0)))('%s opens nothing, at the gateway or behind it', async (name) => {
    expect(await statuses(tokens[name] ?? '')).toEqual([401]);
  });

  it('that is good does, made by hand as the forgeries were', async () => {
    const [head, body] = good.split('.').slice(0, 2).map(read) as [Part, Part];
    for (const token of [good, signed(head, body, ours)]) {
      const { status } = await door.stranger.as(token).call(userApi.getUser, { params: { id: String(body['sub']) } });
      expect(status).toBe(200);
    }
  });

  it('of before a key was withdrawn, or older than its life, opens nothing', async () => {
    await door.shop.clock.pass(16 * 60_000);
    expect(await statuses(good)).toEqual([401]);
  });
});

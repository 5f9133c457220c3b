import { apis } from '@mercato/contracts';
import { type RouteContract, scopeOf, type ServiceName } from '@mercato/contracts/shared';
import { userApi } from '@mercato/contracts/user';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DoorClient, type FrontDoor, openFrontDoor } from '../../support/memory-shop/index.ts';
import { samples } from '../../support/samples.ts';
import { stockTheShop } from './shoppers.ts';

const scopes = ['order:read', 'product:write'];
const targets = Object.entries(apis).flatMap(([app, api]) =>
  Object.values(api)
    .filter(({ audience }) => ['guest', 'user', 'admin'].includes(audience))
    .map((route: RouteContract) => ({ name: `${route.method} ${route.path}`, app: app as ServiceName, route })),
);
const isGranted = ({ app, route }: (typeof targets)[number]): boolean => scopes.includes(scopeOf(app, route));

let door: FrontDoor;
let keyId: string;
let robot: DoorClient;
beforeAll(async () => {
  door = await openFrontDoor();
  await stockTheShop(door);
  const body = { name: 'robot', scopes, expiresInDays: 1 };
  const { key, apiKey } = await door.admin.expect(userApi.createApiKey, 201, { body });
  keyId = apiKey.id;
  robot = door.stranger.as(key);
}, 30_000);
afterAll(() => door.close());

describe('a machine with a key', () => {
  it.each(targets.filter(isGranted))('may $name', async ({ route }) => {
    expect([401, 429]).not.toContain((await robot.call(route, samples[route.id])).status);
  });

  it.each(targets.filter((target) => !isGranted(target)))('may not $name', async ({ route }) => {
    expect((await robot.call(route, samples[route.id])).status).toBe(403);
  });

  it('is let in nowhere five minutes after its key was revoked', async () => {
    await door.admin.expect(userApi.revokeApiKey, 204, { params: { id: keyId } });
    await door.shop.clock.pass(5 * 60_000);
    const statuses = [];
    for (const target of targets.filter(isGranted))
      statuses.push((await robot.call(target.route, samples[target.route.id])).status);
    expect(new Set(statuses)).toEqual(new Set([401]));
  });
});

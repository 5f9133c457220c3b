import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive } from '../../../../tools/shared/processes.ts';
import { startShop, workFolder, type Shop } from './index.ts';

const files = workFolder('record');
const record = join(files.path, 'record.json');
const shops: Shop[] = [];
beforeAll(async () => {
  const options = { only: ['user'], visibilitySeconds: 2, record };
  shops.push(...(await Promise.all([startShop(options), startShop({ only: ['user'] })])));
});
afterAll(async () => {
  await Promise.all(shops.map((shop) => shop.stop()));
  files.remove();
});

const shop = (number: 0 | 1): Shop => {
  const found = shops[number];
  if (found === undefined) throw new Error('not started');
  return found;
};

function login({ url }: { url: string }, { secrets }: Shop, { asGateway }: Shop): Promise<Response> {
  const body = JSON.stringify({ email: secrets['first-admin-email'], password: secrets['first-admin-password'] });
  return fetch(`${url}/api/users/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...asGateway },
    body,
  });
}

describe('startShop', () => {
  it('runs services on the real stack, each shop with its own state and secrets', async () => {
    const [one, two] = [shop(0), shop(1)];
    expect((await login(one.app('user'), one, one)).status).toBe(200);
    expect((await login(two.app('user'), one, two)).status).toBe(401);
    expect(one.logs()).toContain('── user.daprd.log');
  });

  it('recovers when a service and its sidecar are killed', async () => {
    const user = shop(0).app('user');
    await Promise.all([user.service.kill(), user.sidecar.kill()]);
    await user.start();
    await user.waitUntilReady();
    expect((await login(user, shop(0), shop(0))).status).toBe(200);
  });

  it('records the AWS actions of each app', () => {
    const recorded = JSON.parse(readFileSync(record, 'utf8')) as Record<string, string[]>;
    expect(recorded['user']).toContain('dynamodb:GetItem');
  });

  it('leaves no process when it stops', async () => {
    const [, two] = shops.splice(0, 2, shop(0));
    const { service, sidecar } = two!.app('user');
    const pids = [service.pid, sidecar.pid, two!.localAws.process?.pid];
    await two!.stop();
    expect(pids.map((pid) => isAlive(pid ?? 0))).toEqual([false, false, false]);
  });
});

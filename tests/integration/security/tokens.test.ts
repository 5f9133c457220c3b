import { connectDapr, type Platform } from '@mercato/kit/dapr';
import { userApi } from '@mercato/contracts/user';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DaprWorld, type Sidecar, startDaprWorld } from '../../support/dapr-world.ts';

const env = { DAPR_API_TOKEN: 'of the sidecar', APP_API_TOKEN: 'of the app' };
const files = ['components/local/state.yaml'];

let world: DaprWorld;
let guarded: Sidecar;
let open: Sidecar;
beforeAll(async () => {
  world = await startDaprWorld();
  guarded = await world.sidecar({ appId: 'user', files, env });
  open = await world.sidecar({ appId: 'user', files });
});
afterAll(() => world.stop());

const platformOf = ({ daprd }: Sidecar, apiToken?: string): Platform => {
  const { http: httpPort, grpc: grpcPort } = daprd.ports;
  const platform = connectDapr({ appId: 'user', httpPort, grpcPort, apiToken });
  world.onStop(() => platform.close());
  return platform;
};

const statusOf = async ({ daprd }: Sidecar, path: string, token?: string): Promise<number> =>
  (await fetch(`${daprd.url}${path}`, { headers: token === undefined ? {} : { 'dapr-api-token': token } })).status;

describe('a sidecar with a token', () => {
  it('answers nobody who does not know it, and tells anybody that it is well', async () => {
    for (const path of ['/v1.0/state/state/x', '/v1.0/metadata', '/v1.0/invoke/user/method/x'])
      expect([await statusOf(guarded, path), await statusOf(guarded, path, 'guess')]).toEqual([401, 401]);
    expect(await statusOf(guarded, '/v1.0/healthz')).toBe(204);
    expect(guarded.app.seen).toEqual([]);
  });

  it('would without one', async () => {
    expect(await statusOf(open, '/v1.0/metadata')).toBe(200);
  });

  it('serves kit, which shows it with calls by gRPC and by HTTP', async () => {
    const platform = platformOf(guarded, env.DAPR_API_TOKEN);
    await platform.ping();
    await platform.state.create('x', { n: 1 });
    guarded.app.answer = () => ({ body: { keys: [] } });
    expect(await platform.invoker.call('user', userApi.jwks, {})).toEqual({ keys: [] });
    await expect(platformOf(guarded).ping()).rejects.toThrow();
    await expect(platformOf(guarded).invoker.call('user', userApi.jwks, {})).rejects.toThrow();
  });

  it('shows its app the token of the app, and not its own', async () => {
    const [seen] = guarded.app.seen;
    expect(seen?.headers['dapr-api-token']).toBe(env.APP_API_TOKEN);
    expect(JSON.stringify(seen?.headers)).not.toContain(env.DAPR_API_TOKEN);
  });
});

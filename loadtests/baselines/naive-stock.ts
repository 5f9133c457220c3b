import { CommunicationProtocolEnum, DaprClient } from '@dapr/dapr';
import type GrpcClientModule from '@dapr/dapr/implementation/Client/GRPCClient/GRPCClient.js';
import { fastify } from 'fastify';

/**
 * Stock as one writes it at first when it must not oversell: each buyer reads the product with its ETag, takes a unit
 * off, writes it if nobody else did, and tries again if somebody did.
 */
const [port = '', daprPort = ''] = process.argv.slice(2);
const [storeName, aborted, mostTries] = ['state', 10, 1_000];
const client = new DaprClient({
  daprHost: '127.0.0.1',
  daprPort,
  communicationProtocol: CommunicationProtocolEnum.GRPC,
  logger: { level: 1 },
});
const api = (client.daprClient as InstanceType<typeof GrpcClientModule.default>).getClient(false);

const reserve = async (key: string): Promise<boolean> => {
  const state = await api;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const { data, etag } = await state.getState({ storeName, key, consistency: 2 });
    const { available } = JSON.parse(Buffer.from(data).toString('utf8')) as { available: number };
    if (available === 0) return false;
    const value = Buffer.from(JSON.stringify({ available: available - 1 }));
    const item = { key, value, etag: { value: etag }, options: { concurrency: 1, consistency: 2 } };
    try {
      await state.saveState({ storeName, states: [item] });
      return true;
    } catch (error) {
      if ((error as { code?: number }).code !== aborted) throw error;
    }
  }
  throw new Error(`no luck in ${mostTries} tries`);
};

const app = fastify();
app.get('/readyz', () => ({}));
app.post<{ Params: { id: string } }>('/reserve/:id', async ({ params }) => ({ ok: await reserve(params.id) }));
await app.listen({ host: '127.0.0.1', port: Number(port) });

import { CommunicationProtocolEnum, DaprClient } from '@dapr/dapr';
import type GrpcClientModule from '@dapr/dapr/implementation/Client/GRPCClient/GRPCClient.js';
import type { Store } from '../sidecar/caller.ts';

const storeName = 'state';

/** The SDK's typed client, as it comes: the facade hides ETags and consistency. */
export const stockSdk = (grpcPort: string): Store => {
  const client = new DaprClient({
    daprHost: '127.0.0.1',
    daprPort: grpcPort,
    communicationProtocol: CommunicationProtocolEnum.GRPC,
    logger: { level: 1 },
  });
  const api = (client.daprClient as InstanceType<typeof GrpcClientModule.default>).getClient(false);
  return {
    get: async (key) => {
      const { data } = await (await api).getState({ storeName, key, consistency: 2 });
      return JSON.parse(Buffer.from(data).toString('utf8')) as unknown;
    },
    save: async (key, value) => {
      const item = { key, value: Buffer.from(JSON.stringify(value)), options: { concurrency: 1, consistency: 2 } };
      return (await api).saveState({ storeName, states: [item] });
    },
  };
};

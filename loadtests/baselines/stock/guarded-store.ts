import { CommunicationProtocolEnum, DaprClient } from '@dapr/dapr';
import type GrpcClientModule from '@dapr/dapr/implementation/Client/GRPCClient/GRPCClient.js';

const [storeName, aborted] = ['state', 10];

interface Found<T> {
  readonly value: T | undefined;
  readonly etag: string;
}

/** A store by the SDK's typed client as it comes: the facade hides ETags and consistency. */
export const guardedStore = (daprPort: string) => {
  const client = new DaprClient({
    daprHost: '127.0.0.1',
    daprPort,
    communicationProtocol: CommunicationProtocolEnum.GRPC,
    logger: { level: 1 },
  });
  const api = (client.daprClient as InstanceType<typeof GrpcClientModule.default>).getClient(false);
  return {
    read: async <T>(key: string): Promise<Found<T>> => {
      const { data, etag } = await (await api).getState({ storeName, key, consistency: 2 });
      return { value: data.length === 0 ? undefined : (JSON.parse(Buffer.from(data).toString('utf8')) as T), etag };
    },
    /** False if somebody else has written in between. */
    write: async (key: string, value: object, etag?: string): Promise<boolean> => {
      const item = { key, value: Buffer.from(JSON.stringify(value)), options: { concurrency: 1, consistency: 2 } };
      try {
        const guard = etag ? { etag: { value: etag } } : {};
        await (await api).saveState({ storeName, states: [{ ...item, ...guard }] });
        return true;
      } catch (error) {
        if ((error as { code?: number }).code !== aborted) throw error;
        return false;
      }
    },
  };
};

import { DaprClient } from '@dapr/dapr';
import { fastify, type FastifyInstance } from 'fastify';

export const roles = ['order', 'product', 'payment', 'shipping'] as const;
export type Role = (typeof roles)[number];

/** What every part of a stock shop is made of: a bare Fastify, and the SDK's client as it comes. */
export interface StockApp {
  readonly role: Role;
  readonly app: FastifyInstance;
  readonly dapr: DaprClient;
  readonly grpcPort: string;
  readonly listen: () => Promise<void>;
}

/** Started as `node <script> <role> <port> <sidecar's HTTP port> <sidecar's gRPC port>`. */
export const stockApp = (): StockApp => {
  const [role = '', port = '', daprPort = '', grpcPort = ''] = process.argv.slice(2);
  const app = fastify();
  app.addContentTypeParser(/^application\/.*json/, { parseAs: 'string' }, (_, text, done) => {
    done(null, text === '' ? {} : JSON.parse(text as string));
  });
  app.get('/readyz', () => ({}));
  const dapr = new DaprClient({ daprHost: '127.0.0.1', daprPort, logger: { level: 1 } });
  const listen = async (): Promise<void> => {
    await app.listen({ host: '127.0.0.1', port: Number(port) });
  };
  return { role: role as Role, app, dapr, grpcPort, listen };
};

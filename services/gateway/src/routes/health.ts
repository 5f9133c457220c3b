import { serviceNames } from '@mercato/contracts/shared';
import { errors } from '@mercato/kit/errors';
import type { Forwarder } from '../ports/index.ts';

const limitMs = 3_000;

/** Asks each service whether it lives; what `/health` shows. The gateway is ready without any of them. */
export const serviceChecks = (forwarder: Forwarder): Readonly<Record<string, () => Promise<void>>> =>
  Object.fromEntries(
    serviceNames
      .filter((name) => name !== 'gateway')
      .map((app) => [
        app,
        async () => {
          const request = { app, method: 'GET', path: '/livez', headers: {}, timeoutMs: limitMs } as const;
          const { status } = await forwarder.forward(request);
          if (status !== 200) throw errors.unavailable(app);
        },
      ]),
  );

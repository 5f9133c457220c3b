import type { ServiceName } from '@mercato/contracts/shared';
import type { Invoker } from '../invoke/index.ts';
import type { ObjectStore } from '../objects/index.ts';
import type { DeadLetter, Publisher } from '../messaging/index.ts';
import type { CallLimits } from '../resilience/index.ts';
import type { Secrets } from '../secrets/index.ts';
import type { Notes, StateStore } from '../state/index.ts';
import { daprDeadLetters } from './dapr-dead-letters.ts';
import { DaprInvoker } from './dapr-invoker.ts';
import { DaprNotes } from './dapr-notes.ts';
import { DaprObjectStore } from './dapr-object-store.ts';
import { DaprPublisher } from './dapr-publisher.ts';
import { DaprSecrets } from './dapr-secrets.ts';
import { DaprStateStore } from './dapr-state-store.ts';
import { Sidecar } from './sidecar.ts';

/** Everything a service has of the platform. */
export interface Platform {
  readonly state: StateStore;
  /** The same documents, each gone so many seconds after its last write: what may be lost, since the time is the store's own. */
  readonly expiring: (seconds: number) => StateStore;
  readonly notes: Notes;
  readonly publisher: Publisher;
  /** Puts a message into the app's own dead-letter queue. */
  readonly deadLetter: (letter: DeadLetter) => Promise<void>;
  readonly invoker: Invoker;
  readonly secrets: Secrets;
  /** The archive of events. */
  readonly objects: ObjectStore;
  /** Answers when the sidecar does; throws `dependency.unavailable` otherwise. */
  readonly ping: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface DaprPorts {
  readonly appId: ServiceName;
  readonly httpPort: number;
  readonly grpcPort: number;
  /** What the sidecar asks for with every call, if it asks for something. */
  readonly apiToken?: string | undefined;
  /** Calls of one service at a time. */
  readonly callLimits?: CallLimits;
}

/** The platform as its sidecar on 127.0.0.1 offers it. Connects on first use, so the sidecar may come later. */
export const connectDapr = (ports: DaprPorts): Platform => {
  const sidecar = new Sidecar(ports.grpcPort, ports.apiToken);
  const invoker = new DaprInvoker(ports.httpPort, ports.callLimits, ports.apiToken);
  return {
    state: new DaprStateStore(sidecar),
    expiring: (ttlInSeconds) => new DaprStateStore(sidecar, { ttlInSeconds }),
    notes: new DaprNotes(sidecar),
    publisher: new DaprPublisher(sidecar, ports.appId),
    deadLetter: daprDeadLetters(sidecar),
    secrets: new DaprSecrets(sidecar),
    objects: new DaprObjectStore(sidecar),
    invoker,
    ping: async () => {
      await sidecar.call('sidecar', 2_000, (api, signal) => api.getMetadata({}, { signal }));
    },
    close: async () => {
      await Promise.all([sidecar.close(), invoker.close()]);
    },
  };
};

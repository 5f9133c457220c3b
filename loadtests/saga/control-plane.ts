import { connect } from 'node:net';
import { join } from 'node:path';
import { freePorts, ManagedProcess } from '@mercato/testkit/process';
import { flags } from '../../tools/shared/flags.ts';
import { getTool } from '../../tools/toolbox/index.ts';

/** What workflows need beside a sidecar. */
export interface ControlPlane {
  readonly processes: readonly ManagedProcess[];
  readonly sidecarFlags: string[];
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

interface Part {
  readonly name: 'dapr-placement' | 'dapr-scheduler';
  readonly port: number;
  readonly own: Readonly<Record<string, string | number>>;
}

const prepare = async ({ name, port, own }: Part, folder: string): Promise<ManagedProcess> => {
  const { path } = await getTool(name);
  // Their health servers listen on every interface whatever they are told, here on any free port.
  const everywhere = { port, 'listen-address': '127.0.0.1', 'healthz-port': 0 };
  return new ManagedProcess({
    name,
    command: path,
    args: [...flags({ ...everywhere, ...own }), '--enable-metrics=false'],
    logFile: join(folder, `${name}.log`),
    cwd: folder,
    isReady: () => listens(port),
  });
};

const partsIn = async (folder: string): Promise<readonly Part[]> => {
  const [placement = 0, raft = 0, scheduler = 0, client = 0, peer = 0] = await freePorts(5);
  const raftPeers = `dapr-placement-0=127.0.0.1:${raft}`;
  const etcd = {
    'etcd-data-dir': join(folder, 'etcd'),
    'etcd-client-port': client,
    'etcd-client-listen-address': '127.0.0.1',
    'etcd-initial-cluster': `dapr-scheduler-server-0=http://127.0.0.1:${peer}`,
  };
  const found = { 'override-broadcast-host-port': `127.0.0.1:${scheduler}` };
  return [
    { name: 'dapr-placement', port: placement, own: { 'initial-cluster': raftPeers } },
    { name: 'dapr-scheduler', port: scheduler, own: { ...etcd, ...found } },
  ];
};

/** Dapr's placement and scheduler services, without TLS. */
export const startControlPlane = async (folder: string): Promise<ControlPlane> => {
  const parts = await partsIn(folder);
  const processes: ManagedProcess[] = [];
  try {
    for (const part of parts) {
      const process = await prepare(part, folder);
      processes.push(process);
      await process.start();
      await process.waitUntilReady();
    }
  } catch (error) {
    await Promise.all(processes.map((process) => process.stop()));
    throw error;
  }
  const address = (name: Part['name']): string => `127.0.0.1:${parts.find((part) => part.name === name)?.port ?? 0}`;
  const sidecarFlags = flags({
    'placement-host-address': address('dapr-placement'),
    'scheduler-host-address': address('dapr-scheduler'),
  });
  return { processes, sidecarFlags };
};

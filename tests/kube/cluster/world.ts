import { workFolder } from '@mercato/testkit/process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootDir } from '../../../tools/shared/paths.ts';
import { readText } from '../../conformance/files.ts';
import { freePorts } from '../../../tools/shared/ports.ts';
import { ControlPlane } from './control-plane.ts';
import { loopback } from './place.ts';

const crdFolder = join(rootDir, 'tests/kube/crds');

/** The kinds that Dapr and the operators bring, as an API server takes them. */
export const customKinds = (): string =>
  readdirSync(crdFolder)
    .map((name) => readFileSync(join(crdFolder, name), 'utf8'))
    .join('---\n');

/** What an administrator applies once: the namespace with its Pod Security Standard, quota and limits. */
export const shopNamespace = (): string =>
  ['namespace', 'limits', 'quota'].map((name) => readText(`k8s/namespace/${name}.yaml`)).join('---\n');

export interface KubeWorld {
  readonly cluster: ControlPlane;
  readonly stop: () => Promise<void>;
}

/** An API server with all custom kinds and the shop's namespace, on this machine's loopback; no nodes. */
export const startApiServer = async (namespace: string): Promise<KubeWorld> => {
  const folder = workFolder('kube');
  const [etcd = 0, peer = 0, server = 0, controllers = 0, scheduler = 0] = await freePorts(5);
  const ports = [etcd, peer, server, controllers, scheduler] as const;
  const cluster = new ControlPlane({ folder: folder.path, place: loopback, ports });
  const stop = async (): Promise<void> => {
    await cluster.stop();
    folder.remove();
  };
  try {
    await cluster.start();
    await cluster.apply(customKinds());
    await cluster.ask('wait', '--for=condition=Established', 'crd', '--all', '--timeout=30s');
    await cluster.apply(shopNamespace());
    await cluster.ask('wait', '--for=create', 'serviceaccount/default', '-n', namespace, '--timeout=30s');
    return { cluster, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { rootDir } from '../../../tools/shared/paths.ts';
import type { ControlPlane } from './control-plane.ts';
import { daprRegistry, daprVersion } from './images.ts';

/** Dapr's own chart, out of its module. */
const daprChart = (): string => {
  const answer = execFileSync('go', ['mod', 'download', '-json', `github.com/dapr/dapr@v${daprVersion}`], {
    encoding: 'utf8',
  });
  return join(z.object({ Dir: z.string() }).parse(JSON.parse(answer)).Dir, 'charts/dapr');
};

/** What differs from k8s/dapr/values.yaml: images of our own, one node. */
const settings = {
  'global.registry': daprRegistry,
  'global.tag': daprVersion,
  'global.imagePullPolicy': 'Never',
  'global.ha.enabled': false,
  'global.actors.enabled': false,
  'global.scheduler.enabled': false,
  'dapr_sidecar_injector.sidecarImagePullPolicy': 'Never',
};

/** Installs Dapr as docs/kubernetes.md does, and waits until it injects. */
export const installDapr = async (cluster: ControlPlane): Promise<void> => {
  const set = Object.entries(settings).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
  const values = join(rootDir, 'k8s/dapr/values.yaml');
  const args = ['install', 'dapr', daprChart(), '-n', 'dapr-system', '--create-namespace', '-f', values];
  const { code, stderr } = await cluster.helm(...args, ...set, '--wait', '--timeout', '3m');
  if (code !== 0) throw new Error(`helm install dapr: ${stderr}\n${await cluster.ask('get', 'pods,events', '-A')}`);
};

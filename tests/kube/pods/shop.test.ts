import { awsComponents } from '../../../tools/gen/chart/values.ts';
import { serviceNames } from '@mercato/contracts/shared';
import { deadLetterQueues } from '@mercato/queues/dead-letters';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { say } from '../../../tools/shared/progress.ts';
import { chart, namespace, release, valuesOf } from '../../chart/render.ts';
import { PodsWorld } from '../cluster/pods-world.ts';
import { missingForPods } from '../cluster/requirements.ts';

const missing = await missingForPods();
if (missing !== undefined) say(`Real pods are left out: ${missing}.`);

const minutes = 60_000;
const credentials = z.object({ email: z.string(), password: z.string() });
const bought = z.object({
  accepted: z.int(),
  repeated: z.int(),
  failed: z.array(z.string()),
  outcomes: z.array(z.string()),
  /** Seconds from the end of the load. */
  settledAfter: z.int(),
});
let world: PodsWorld;
let admin: z.infer<typeof credentials>;
const values = (): string[] => [
  '-f',
  valuesOf('minimal'),
  ...Object.entries({
    'image.pullPolicy': 'Never',
    'test.shopperSecret': 'test-shopper',
    // All of them on one node of two cores.
    'defaults.resources.requests.cpu': '20m',
    'services.product.resources.requests.cpu': '20m',
    'services.notification.resources.requests.cpu': '20m',
    'dapr.resources.requests.cpu': '10m',
    'dapr.env.AWS_ACCESS_KEY_ID': 'test',
    'dapr.env.AWS_SECRET_ACCESS_KEY': 'test',
    ...Object.fromEntries(awsComponents.map((name) => [`aws.endpoints.${name}`, world.awsUrl])),
  }).flatMap(([key, value]) => ['--set', `${key}=${value}`]),
];

const kubectl = (...args: string[]) => world.cluster.kubectl(['-n', namespace, ...args]);
const helm = (...args: string[]) => world.cluster.helm(...args, '-n', namespace);
const shopUrl = async (): Promise<string> =>
  `http://${(await kubectl('get', 'service', 'gateway', '-o', 'jsonpath={.spec.clusterIP}')).stdout}`;

describe.skipIf(missing !== undefined)('the shop in real pods', () => {
  beforeAll(async () => {
    world = new PodsWorld();
    const started = performance.now();
    await world.start(namespace, (step) => say(`… ${step} (${Math.round((performance.now() - started) / 1000)} s)`));
  }, 15 * minutes);
  afterAll(() => world.stop(), 3 * minutes);

  it(
    'starts: every app with a sidecar that Dapr injected, and all are ready',
    async () => {
      admin = credentials.parse(JSON.parse(await world.run('surroundings.ts', 'aws', world.awsUrl)));
      const { code, stderr } = await helm('install', release, chart, ...values(), '--wait', '--timeout', '6m');
      expect(stderr).not.toMatch(/would violate/);
      expect(code, `${stderr}\n${(await kubectl('get', 'pods,events')).stdout}`).toBe(0);
      const path = '{range .items[*]}{.spec.initContainers[*].name} {.spec.containers[*].name}{"\\n"}{end}';
      const { stdout } = await kubectl('get', 'pods', '-o', `jsonpath=${path}`);
      expect(stdout.trim().split('\n')).toEqual(serviceNames.map(() => 'daprd app'));
      await world.run('surroundings.ts', 'seed', await shopUrl(), admin.email, admin.password);
    },
    10 * minutes,
  );

  it(
    'shows itself in the console: every pod with its sidecar, and the dead letters of every queue',
    async () => {
      const args = [await shopUrl(), admin.email, admin.password, String(serviceNames.length)];
      const { seen, queues } = z
        .object({ seen: z.array(z.string()), queues: z.int() })
        .parse(JSON.parse(await world.run('look.ts', ...args)));
      expect(seen).toEqual(serviceNames.map((name) => `${name} ready up`).toSorted());
      expect(queues).toBe(deadLetterQueues.length);
    },
    2 * minutes,
  );

  it(
    'sells: helm test places an order',
    async () => {
      // Who orders: the only account of which anybody here knows the password.
      const said = Object.entries(admin).map(([key, value]) => `--from-literal=${key}=${value}`);
      await kubectl('create', 'secret', 'generic', 'test-shopper', ...said);
      const { code, stdout, stderr } = await helm('test', release, '--logs');
      expect(code, `${stdout}${stderr}`).toBe(0);
      expect(stdout).toMatch(/order \S+ of \S+ is (processing|shipped|delivered)/);
    },
    4 * minutes,
  );

  it('lets nobody in as root', async () => {
    const spec = { containers: [{ name: 'x', image: 'docker.io/mercato/pause:1', securityContext: { runAsUser: 0 } }] };
    const pod = JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'intruder' }, spec });
    const { code, stderr } = await world.cluster.kubectl(['-n', namespace, 'apply', '-f', '-'], pod);
    expect(code).not.toBe(0);
    expect(stderr).toContain('violates PodSecurity');
  });

  it('gives an app what the chart says: nobody’s rights, an image that cannot be written, a limit', async () => {
    const probe =
      'const fs = require("node:fs"); let rootfs; try { fs.writeFileSync("/app/x", ""); } catch (e) { rootfs = e.code; }' +
      'const status = fs.readFileSync("/proc/self/status", "utf8");' +
      'const of = (name) => new RegExp(`^${name}:\\\\s*(\\\\S+)`, "m").exec(status)[1];' +
      'console.log(JSON.stringify({ uid: process.getuid(), rootfs, caps: of("CapEff"), noNew: of("NoNewPrivs"), seccomp: of("Seccomp") }));';
    const node = ['/usr/local/bin/node', '-e', probe];
    const { stdout, stderr } = await kubectl('exec', 'deployment/order', '-c', 'app', '--', ...node);
    expect(JSON.parse(stdout || JSON.stringify(stderr))).toEqual({
      uid: 10_001,
      rootfs: 'EROFS',
      caps: '0000000000000000',
      noNew: '1',
      seccomp: '2',
    });
  });

  it(
    'loses no order while it is replaced under light load',
    async () => {
      const buying = world.run('buyers.ts', await shopUrl(), '40', admin.email, admin.password);
      await kubectl('rollout', 'restart', 'deployment/gateway', 'deployment/order', 'deployment/product');
      const { code, stderr } = await kubectl('rollout', 'status', 'deployment/order', '--timeout=150s');
      const { accepted, repeated, failed, outcomes, settledAfter } = bought.parse(JSON.parse(await buying));
      say(`… ${accepted} orders meanwhile, ${repeated} requests repeated, settled ${settledAfter} s after the load`);
      expect(code, stderr).toBe(0);
      expect(failed).toEqual([]);
      expect(accepted).toBeGreaterThan(20);
      expect(outcomes.filter((status) => !['processing', 'shipped', 'delivered'].includes(status))).toEqual([]);
    },
    6 * minutes,
  );
});

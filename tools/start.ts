import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { awsClient } from './local-aws/aws-client.ts';
import type { LocalAws } from './local-aws/launch.ts';
import { observePorts, startObservers } from './observe/index.ts';
import { logsDir, runDir, stateDir } from './shared/paths.ts';
import { takenPorts } from './shared/ports.ts';
import { sweepLeftovers } from './shared/process-records.ts';
import { say, seconds } from './shared/progress.ts';
import { printAddresses } from './start/banner.ts';
import { daprRun, keepPreviousLogs } from './start/dapr-run.ts';
import { shopEnvironment } from './start/environment.ts';
import { demoShopper, seedOnce } from './start/first-steps.ts';
import { keepRunning } from './start/keep-running.ts';
import { awsPortsOf, startLocalAws } from './start/local-aws.ts';
import { portOwner } from './start/port-owner.ts';
import { waitForShop } from './start/readiness.ts';
import { parseReplicas, portsOf, readRunFile, withReplicas, type RunFile } from './start/run-file.ts';
import { claimShop } from './start/running-shop.ts';
import { ensureSecrets } from './start/secrets.ts';
import { Sentry, sentryPort } from './start/sentry.ts';
import { ShopRun } from './start/shop-run.ts';
import { writeTargets } from './start/targets-file.ts';
import { buildWeb } from './start/web.ts';
import { getTools } from './toolbox/index.ts';

async function requirePorts(ports: number[]): Promise<void> {
  const taken = await takenPorts(ports);
  if (taken.length === 0) return;
  const owners = await Promise.all(taken.map(async (port) => `${port} by ${await portOwner(port)}`));
  throw new Error(`The shop needs ports that are taken: ${owners.join(', ')}.`);
}

/** The certificate authority of the sidecars: they are started with what it gives them. */
async function startSentry(run: ShopRun, sentry: string): Promise<Sentry> {
  const logFile = join(logsDir, 'sentry.log');
  const started = new Sentry({ sentry, port: sentryPort, folder: join(stateDir, 'authority'), logFile });
  run.sentry = started;
  await started.start();
  await started.waitUntilReady();
  void keepRunning(started, () => run.stopping);
  return started;
}

interface Plan {
  runFile: RunFile;
  changed: boolean;
  observe: boolean;
}

async function observed(run: ShopRun, { endpoints }: LocalAws): Promise<Record<string, string>> {
  run.observers = await startObservers({ sqs: awsClient({ endpoints }).sqs, endpoint: endpoints.snssqs });
  return { ...run.observers.env };
}

function tellTargets({ apps }: RunFile): string {
  const file = join(runDir, 'targets.json');
  writeTargets(
    file,
    apps.map(({ appID: service, appPort, metricsPort }) => ({ service, appPort, metricsPort })),
  );
  return file;
}

async function startShop(run: ShopRun, { runFile, changed, observe }: Plan): Promise<void> {
  const choice = process.env['LOCAL_AWS'];
  const { dapr, daprd, sentry } = await getTools(['daprd', 'dapr', 'sentry']);
  sweepLeftovers();
  const observing = observe ? Object.values(observePorts) : [];
  await requirePorts([sentryPort, ...awsPortsOf(choice), ...runFile.apps.flatMap(portsOf), ...observing]);
  keepPreviousLogs();
  const secretsFile = join(stateDir, 'secrets.json');
  const secrets = ensureSecrets(secretsFile);
  run.localAws = await startLocalAws(choice);
  if (run.localAws.process) void keepRunning(run.localAws.process, () => run.stopping);
  const authority = await startSentry(run, sentry.path);
  const { endpoints } = run.localAws;
  const archiveDir = join(stateDir, 'archive');
  const webDir = await buildWeb();
  const spans = observe ? await observed(run, run.localAws) : {};
  const { sidecarEnv, sidecarFlags } = authority;
  const targetsFile = tellTargets(runFile);
  const ofShop = shopEnvironment({ endpoints, secretsFile, archiveDir, targetsFile, webDir, secrets });
  const env = { ...ofShop, ...sidecarEnv, ...spans };
  run.cli = daprRun({ tools: { dapr: dapr.path, daprd: daprd.path }, runFile, changed, env, sidecarFlags });
  await run.cli.start();
  await waitForShop(runFile, run.cli);
  await seedOnce(secrets);
  await printAddresses(await demoShopper(secrets), run.observers?.addresses);
}

function complain(error: unknown): void {
  process.stderr.write(`✗ ${error instanceof Error ? error.message : String(error)}\n`);
}

async function main(): Promise<number> {
  const observe = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ options: { replicas: { type: 'string', default: '' }, observe } });
  const started = performance.now();
  const base = readRunFile();
  const known = base.apps.map(({ appID }) => appID);
  const replicas = parseReplicas(values.replicas, known);
  claimShop();
  const run = new ShopRun();
  run.stopOnSignals();
  try {
    const runFile = withReplicas(base, replicas);
    await startShop(run, { runFile, changed: replicas.size > 0, observe: values.observe });
    say(`Ready after ${seconds(performance.now() - started)}.`);
    await run.cli?.ended();
    if (!run.stopping) throw new Error('dapr run ended by itself; see .mercato/logs/dapr-run.log');
  } catch (error) {
    if (!run.stopping) complain(error);
  }
  await run.stop();
  return 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  complain(error);
  process.exitCode = 1;
}

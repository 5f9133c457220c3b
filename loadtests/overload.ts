import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts, ManagedProcess, startService, workFolder } from '@mercato/testkit/process';
import { answersOk } from '../tools/shared/http.ts';
import { rootDir } from '../tools/shared/paths.ts';
import { say } from '../tools/shared/progress.ts';
import { offer } from './overload/load.ts';
import { type Arm, formatCurve, keptOf, curveOf, type Round } from './overload/report.ts';
import { newIssuer } from './overload/tokens.ts';
import { atLeast, numbersOf } from './lib/arguments.ts';

/** Times the backend's capacity. */
const loads = [0.5, 0.9, 1.2, 2, 3];
const settleSeconds = 4;
const options = {
  blocks: atLeast(1, 2),
  seconds: atLeast(settleSeconds + 1, 12),
  slots: atLeast(1, 32),
  ms: atLeast(1, 640),
};
/** How long a client waits, in times of what the backend takes for one. */
const patience = 4;
const users = 1_000;

interface Arguments {
  readonly blocks: number;
  readonly seconds: number;
  /** What the backend serves at a time, and how long each takes. */
  readonly slots: number;
  readonly ms: number;
}

/** A gateway as it is shipped, before a backend of its own. */
interface Stand {
  readonly gatewayUrl: string;
  readonly backendUrl: string;
}

/** Both end by `started`, also when the second does not start. */
const startStand = async (
  arm: Arm,
  { slots, ms }: Arguments,
  { jwks, folder, started }: { readonly jwks: string; readonly folder: string; readonly started: ManagedProcess[] },
): Promise<Stand> => {
  const [app = 0, daprHttp = 0, daprGrpc = 0] = await freePorts(3);
  const backendUrl = `http://127.0.0.1:${daprHttp}`;
  const script = join(rootDir, 'loadtests/overload/backend.ts');
  const backend = new ManagedProcess({
    name: `backend-${arm}`,
    command: process.execPath,
    args: [script, String(daprHttp), String(slots), String(ms), jwks],
    logFile: join(folder, `backend-${arm}.log`),
    isReady: () => answersOk(`${backendUrl}/count`),
  });
  started.push(backend);
  await backend.start();
  await backend.waitUntilReady();
  const env = {
    ADAPTIVE_LIMITS: String(arm === 'on'),
    LOG_LEVEL: 'error',
    NODE_ENV: 'production',
    APP_API_TOKEN: 'to-app',
    DAPR_API_TOKEN: 'to-sidecar',
  };
  const logFile = join(folder, `gateway-${arm}.log`);
  const gateway = await startService('gateway', { ports: { app, daprHttp, daprGrpc }, env, logFile });
  started.push(gateway);
  await gateway.waitUntilReady();
  return { gatewayUrl: gateway.url, backendUrl };
};

type Run = (arm: Arm, times: number) => Promise<Round>;

const runnerOf = (stands: Readonly<Record<Arm, Stand>>, tokens: readonly string[], given: Arguments): Run => {
  const capacity = (given.slots * 1000) / given.ms;
  return async (arm, times) => {
    const { gatewayUrl, backendUrl } = stands[arm];
    const url = `${gatewayUrl}/api/products?limit=1`;
    const { seconds } = given;
    const perSecond = capacity * times;
    const result = await offer({ url, tokens, perSecond, seconds, settleSeconds, patienceMs: patience * given.ms });
    // What the clients have given up is not to be the burden of the next round.
    await fetch(`${backendUrl}/forget`);
    await sleep(500);
    const { goodput, p95, shed, limited, late } = result;
    say(
      `${arm.padEnd(3)} ${times}×: ${goodput.toFixed(0)} good/s, p95 ${p95.toFixed(0)} ms, ` +
        `${shed.toFixed(0)} shed, ${limited.toFixed(0)} limited, ${late.toFixed(0)} given up a second`,
    );
    return { arm, times, result };
  };
};

/** At each load on, off, and then off, on: a machine that slows down does so for both. */
const roundsOf = async (run: Run, blocks: number): Promise<readonly Round[]> => {
  const rounds: Round[] = [];
  for (const arm of ['on', 'off'] as const) {
    const { result } = await run(arm, 0.5);
    // Users are many and ask little: only an address could be limited here.
    if (result.limited > 0) throw new Error('the gateway does not believe the tokens');
  }
  for (let block = 0; block < blocks; block += 1)
    for (const times of loads)
      for (const arm of block % 2 === 0 ? (['on', 'off'] as const) : (['off', 'on'] as const))
        rounds.push(await run(arm, times));
  return rounds;
};

/**
 * What is left of the goodput when more is asked than a backend can do: the real gateway before a backend of known
 * capacity, with shedding and without, in turns. Its state store is away all the while, which must not matter.
 */
export const run = async (args: readonly string[]): Promise<void> => {
  const given = numbersOf('overload', args, options);
  const issuer = newIssuer();
  const folder = workFolder('overload');
  const started: ManagedProcess[] = [];
  try {
    const around = { jwks: issuer.jwks, folder: folder.path, started };
    const on = await startStand('on', given, around);
    const off = await startStand('off', given, around);
    const rounds = await roundsOf(runnerOf({ on, off }, issuer.tokens(users), given), given.blocks);
    say(formatCurve(rounds));
    if (keptOf(curveOf(rounds, 'on')) < 0.9) throw new Error('less than 90 % of the peak');
  } finally {
    for (const process of started.toReversed()) await process.stop();
    folder.remove();
  }
};

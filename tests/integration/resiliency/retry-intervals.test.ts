import { beforeAll, expect, it } from 'vitest';
import { type Edit, replaced, sharedWorld } from '../../support/policies.ts';

const { world, config } = sharedWorld();
const policies = 'resiliency-gateway.yaml';
const calls = 8;
// What `lostConnection` waits before each try, each up to half less or more: from 0.5 s by 1.5 up to its `maxInterval`.
const nominal = [500, 750, 1_000, 1_000, 1_000, 1_000];
/** What a busy machine may add to a wait. */
const slackMs = 400;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The coefficient of variation of what each wait is to its own kind's mean: that waits grow is no jitter. */
const variation = (waits: readonly (readonly number[])[]): number => {
  const relative = nominal.flatMap((_, nth) => {
    const ofKind = waits.map((of) => of[nth] ?? Number.NaN);
    return ofKind.map((wait) => wait / mean(ofKind));
  });
  return Math.sqrt(mean(relative.map((value) => (value - 1) ** 2)));
};

/** The waits between the tries of each of some calls that nobody answers. */
const waitsOf = async (edit?: Edit): Promise<readonly (readonly number[])[]> => {
  const callee = await world().sidecar({ appId: edit ? 'product' : 'user', files: [], config });
  const caller = await world().sidecar({ appId: 'gateway', files: [policies], config, ...(edit && { edit }) });
  callee.app.answer = () => ({ status: 502 });
  const paths = Array.from({ length: calls }, (_, n) => `/call-${n}`);
  const invoke = `${caller.daprd.url}/v1.0/invoke/${callee.daprd.appId}/method`;
  await Promise.all(paths.map((path) => fetch(invoke + path).then((answer) => answer.arrayBuffer())));
  return paths.map((path) => {
    const tries = callee.app.at(path).map(({ at }) => at);
    return tries.slice(1).map((at, n) => at - (tries[n] ?? 0));
  });
};

let waits: readonly (readonly number[])[];
let withoutJitter: readonly (readonly number[])[];
beforeAll(async () => {
  const constant = replaced(/policy: exponential\n(\s+)maxInterval: 1s/, 'policy: constant\n$1duration: 1s');
  [waits, withoutJitter] = await Promise.all([waitsOf(), waitsOf(constant)]);
});

it('every lost call is tried as often as the policy says, and no more', () => {
  expect(waits.map((of) => of.length)).toEqual(Array.from({ length: calls }, () => nominal.length));
  expect(waits.flat().length).toBeGreaterThanOrEqual(30);
});

it('no wait is shorter than half of its kind, nor longer than half as long again', () => {
  for (const of of waits) {
    for (const [nth, wait] of of.entries()) {
      const kind = nominal[nth] ?? 0;
      expect(wait).toBeGreaterThanOrEqual(kind * 0.5 - 20);
      expect(wait).toBeLessThanOrEqual(kind * 1.5 + slackMs);
    }
  }
});

it('waits are spread, so that callers who failed together do not come again together', () => {
  expect(variation(waits)).toBeGreaterThan(0.15);
});

it('are not spread by a policy that is constant', () => {
  expect(withoutJitter.flat().length).toBeGreaterThanOrEqual(30);
  expect(variation(withoutJitter)).toBeLessThan(0.15);
});

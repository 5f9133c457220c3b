import { userApi } from '@mercato/contracts/user';
import { writeNameResolution } from '../../../tools/start/environment.ts';
import { workFolder } from '@mercato/testkit/process';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DaprWorld, type Sidecar, startDaprWorld } from '../../support/dapr-world.ts';

const policies = 'resiliency.yaml';
const folder = workFolder('names');
const config = `${folder.path}/names.yaml`;

const asItIs = (_: string, text: string): string => text;
const impatient = (_: string, text: string): string => text.replace('internalCall: 8s', 'internalCall: 2s');

let world: DaprWorld;
let callee: Sidecar;

beforeAll(() => writeNameResolution(config, `${folder.path}/names.db`));
afterAll(() => folder.remove());
beforeEach(async () => {
  world = await startDaprWorld();
  callee = await world.sidecar({ appId: 'user', files: [], config });
});
afterEach(() => world.stop());

const caller = (files: readonly string[], edit = asItIs): Promise<Sidecar> =>
  world.sidecar({ appId: 'notification', files, config, edit });
const call = (from: Sidecar): Promise<unknown> =>
  from.platform.invoker.call('user', userApi.getContact, { params: { id: 'u1' } }).catch((error: unknown) => error);
const calls = (): number => callee.app.seen.length;

describe('an answer of 502, as a proxy gives it', () => {
  it('is tried three times more, ever later, and then handed over', async () => {
    const from = await caller([policies]);
    callee.app.answer = () => ({ status: 502 });
    expect(await call(from)).toMatchObject({ code: 'dependency.unavailable' });
    expect(calls()).toBe(4);
  });

  it('is soon answered when the callee comes back', async () => {
    const from = await caller([policies]);
    callee.app.answer = () => (calls() < 3 ? { status: 502 } : { body: { contact: null } });
    expect(await call(from)).toEqual({ contact: null });
  });

  it('is not tried again without the policy', async () => {
    const from = await caller([]);
    callee.app.answer = () => ({ status: 502 });
    await call(from);
    expect(calls()).toBe(1);
  });
});

describe('an answer of the app itself', () => {
  it.each([400, 409, 429, 500, 503])('of %i is not tried again: the app did answer', async (status) => {
    const from = await caller([policies]);
    callee.app.answer = () => ({ status });
    await call(from);
    expect(calls()).toBe(1);
  });
});

describe('the breaker of a callee', () => {
  const fail = async (from: Sidecar, times: number): Promise<void> => {
    for (let i = 0; i < times; i += 1) await call(from);
  };

  it('opens after twenty failures in a row, and then spares the callee', async () => {
    const from = await caller([policies]);
    callee.app.answer = () => ({ status: 500 });
    await fail(from, 40);
    expect(calls()).toBe(20);
    callee.app.answer = () => ({ body: { contact: null } });
    // Its timeout is 2 s; then a few probes decide.
    await expect.poll(() => call(from), { timeout: 10_000, interval: 500 }).toEqual({ contact: null });
  });

  it('stays closed without the policy', async () => {
    const from = await caller([]);
    callee.app.answer = () => ({ status: 500 });
    await fail(from, 40);
    expect(calls()).toBe(40);
  });

  it('is not opened by refusals: they are verdicts in answers of 200', async () => {
    const from = await caller([policies]);
    callee.app.answer = () => ({ body: { contact: null } });
    await fail(from, 40);
    expect(calls()).toBe(40);
  });
});

describe('a callee that is too slow', () => {
  // Dapr tries a call again that its own timeout cut, whatever `matching` says: why kit's deadlines are never longer.
  it('is cut off by the policy’s timeout, at each try', async () => {
    const from = await caller([policies], impatient);
    callee.app.answer = () => ({ afterMs: 20_000, body: { contact: null } });
    const answer = await fetch(`${from.daprd.url}/v1.0/invoke/user/method/x`);
    expect(answer.status).toBeGreaterThanOrEqual(500);
    const tries = callee.app.seen.map((r) => r.at);
    expect(tries).toHaveLength(4);
    expect((tries[1] ?? 0) - (tries[0] ?? 0)).toBeLessThan(15_000);
  });

  it('is left alone once our own deadline has passed', async () => {
    const from = await caller([policies]);
    callee.app.answer = () => ({ afterMs: 20_000, body: { contact: null } });
    expect(await call(from)).toMatchObject({ code: 'dependency.timeout' });
    await new Promise((resolve) => {
      setTimeout(resolve, 3_000);
    });
    expect(calls()).toBe(1);
  });

  it('is waited for without the policy', async () => {
    const from = await caller([]);
    callee.app.answer = () => ({ afterMs: 9_000, body: {} });
    expect((await fetch(`${from.daprd.url}/v1.0/invoke/user/method/x`)).status).toBe(200);
  });
});

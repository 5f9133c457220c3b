import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceName } from '@mercato/contracts/shared';
import { workFolder } from '@mercato/testkit/process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DaprWorld, type Sidecar, startDaprWorld } from '../../support/dapr-world.ts';
import { until } from '../../support/shopper.ts';

const folder = workFolder('scopes');
const env = { SECRETS_FILE: `${folder.path}/secrets.json`, ARCHIVE_DIR: folder.path };
const files = ['archive', 'commands', 'events', 'secrets', 'state'].map((name) => `components/local/${name}.yaml`);

const withoutScopes = (_: string, text: string): string => text.replace(/^scopes:\n(?: {2}- .*\n)+/m, '');
/** The real YAML, but messages stay in the sidecar: what counts is who may have them. */
const inMemory = (path: string, text: string): string =>
  path.startsWith('components') ? text.replace('pubsub.aws.snssqs', 'pubsub.in-memory') : text;
const without = (entry: string) => (path: string, text: string) =>
  inMemory(path, text).replace(new RegExp(`    - name: ${entry}\\n      value: >-\\n(?: {8}.*\\n)+`), '');

let world: DaprWorld;
beforeAll(async () => {
  writeFileSync(env.SECRETS_FILE, JSON.stringify({ 'jwt-signing-key': 'hush' }));
  world = await startDaprWorld();
  world.onStop(() => folder.remove());
});
afterAll(() => world.stop());

const ask = async ({ daprd }: Sidecar, method: string, path: string, body?: unknown): Promise<number> => {
  const headers = { 'content-type': 'application/json' };
  const sent = body === undefined ? {} : { headers, body: JSON.stringify(body) };
  const answer = await fetch(`${daprd.url}/v1.0/${path}`, { method, ...sent });
  await answer.text();
  return answer.status;
};

/** Everything that a sidecar offers beside calls. */
const uses = {
  'read state': (of: Sidecar) => ask(of, 'GET', 'state/state/x'),
  'write state': (of: Sidecar) => ask(of, 'POST', 'state/state', [{ key: 'x', value: 1 }]),
  'read a secret': (of: Sidecar) => ask(of, 'GET', 'secrets/secrets/jwt-signing-key'),
  'publish an event': (of: Sidecar) => ask(of, 'POST', 'publish/events/order-placed-v1', {}),
  'publish a command': (of: Sidecar) => ask(of, 'POST', 'publish/commands/order-refund-v1', {}),
  'list the archive': (of: Sidecar) => ask(of, 'POST', 'bindings/archive', { operation: 'list' }),
} as const;

describe('an app that no component is scoped to', () => {
  // None of the shop's: each of those keeps state.
  const appId = 'stranger' as ServiceName;

  it('can neither read state or secrets nor publish', async () => {
    const stranger = await world.sidecar({ appId, files, env });
    for (const [what, use] of Object.entries(uses)) expect([what, (await use(stranger)) >= 400]).toEqual([what, true]);
  });

  it('could reach state, secrets and the archive if the scopes were not there', async () => {
    const stranger = await world.sidecar({ appId, files, env, edit: withoutScopes });
    for (const what of ['read state', 'write state', 'read a secret', 'list the archive'] as const)
      expect([what, (await uses[what](stranger)) < 300]).toEqual([what, true]);
  });
});

describe('an app that has the component', () => {
  const parts = ['components/local/events.yaml', 'subscriptions/order-confirmed-v1.yaml'];
  const publish = (of: Sidecar) => ask(of, 'POST', 'publish/events/order-confirmed-v1', {});

  it('publishes no topic that is another’s, and could if the list were not there', async () => {
    const listed = await world.sidecar({ appId: 'shipping', files: parts, edit: inMemory });
    const open = await world.sidecar({ appId: 'shipping', files: parts, edit: without('publishingScopes') });
    expect([await publish(listed), await publish(open)]).toEqual([403, 204]);
  });

  it('is given no topic that is not for it, and would be if the list were not there', async () => {
    const greedy = (edit: typeof inMemory) => (path: string, text: string) =>
      path.startsWith('subscriptions') ? text.replace(/^scopes:\n/m, 'scopes:\n  - order\n') : edit(path, text);
    const listed = await world.sidecar({ appId: 'order', files: parts, edit: greedy(inMemory) });
    const open = await world.sidecar({ appId: 'order', files: parts, edit: greedy(without('subscriptionScopes')) });
    expect([await publish(listed), await publish(open)]).toEqual([204, 204]);
    await until('the delivery to the one without a list', () => open.app.seen[0]);
    await sleep(300);
    expect(listed.app.seen).toEqual([]);
  });
});

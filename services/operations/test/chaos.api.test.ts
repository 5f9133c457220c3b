import { operationsApi } from '@mercato/contracts/operations';
import { loadConfig } from '@mercato/kit/config';
import { describe, expect, it } from 'vitest';
import { operationsConfig } from '../src/config.ts';
import { build } from './world.ts';

const kill = { action: 'kill', target: 'order' };

describe('the chaos panel', () => {
  it('is not there unless the shop was started with it', async () => {
    const { ask, processes } = await build();
    expect((await ask('GET /chaos')).data).toEqual({ enabled: false, targets: [], queues: [] });
    expect((await ask('GET /settings')).data).toMatchObject({ chaos: false });
    for (const asked of [kill, { action: 'poison', target: 'order-commands' }]) {
      expect(await ask('POST /chaos', asked)).toMatchObject({ status: 403, data: { code: 'chaos.disabled' } });
    }
    expect(processes.done).toEqual([]);
  });

  it('is not for shoppers, nor for strangers', async () => {
    const { ask, processes } = await build({ chaos: true });
    expect(await ask('POST /chaos', kill, 'ada')).toMatchObject({ status: 403, data: { code: 'auth.forbidden' } });
    expect((await ask('POST /chaos', kill, '')).status).toBe(401);
    expect((await ask('GET /chaos', undefined, 'ada')).status).toBe(403);
    expect(processes.done).toEqual([]);
  });

  it('is refused in production, whoever sets it', () => {
    const env = { APP_PORT: '5011', CHAOS_PANEL: 'local', APP_API_TOKEN: 'a', DAPR_API_TOKEN: 'b' };
    expect(loadConfig(operationsConfig, env).CHAOS_PANEL).toBe('local');
    expect(() => loadConfig(operationsConfig, { ...env, NODE_ENV: 'production' })).toThrow('CHAOS_PANEL');
    expect(() => loadConfig(operationsConfig, { ...env, CHAOS_PANEL: 'cluster' })).toThrow('CHAOS_PANEL');
  });

  it('does what it is asked for, and the trail tells of it', async () => {
    const { ask, processes, clock } = await build({ chaos: true });
    const asked = [
      kill,
      { action: 'pause', target: 'order.daprd', seconds: 5 },
      { action: 'slow', target: 'order', seconds: 9 },
      { action: 'resume', target: 'order' },
    ];
    const until = new Date(clock.now() + 5_000).toISOString();
    const replies = [];
    for (const one of asked) replies.push((await ask('POST /chaos', one)).data);
    expect(processes.done).toEqual(['kill order', 'pause order.daprd 5', 'slow order 9', 'resume order']);
    expect(replies[1]).toEqual({ action: 'pause', target: 'order.daprd', until, eventId: null });
    const { items } = operationsApi.listAudit.answers[200].parse((await ask('GET /audit')).data);
    expect(items.map(({ action, target, what }) => [action, target, ...what])).toEqual([
      ['resume', 'order'],
      ['slow', 'order', '9 s'],
      ['pause', 'order.daprd', '5 s'],
      ['kill', 'order'],
    ]);
  });

  it('lists processes and queues', async () => {
    const { ask } = await build({ chaos: true });
    const panel = operationsApi.getChaos.answers[200].parse((await ask('GET /chaos')).data);
    expect(panel.targets.map(({ name, state }) => [name, state])).toEqual([
      ['order', 'running'],
      ['order.daprd', 'gone'],
    ]);
    expect(panel.queues).toContain('order-commands');
  });

  it('poisons a queue with what its app cannot read', async () => {
    const { ask, sqs } = await build({ chaos: true });
    const { data } = await ask('POST /chaos', { action: 'poison', target: 'order-commands' });
    const { Message } = JSON.parse(sqs.bodies('order-commands')[0] ?? '') as { Message: string };
    expect(JSON.parse(Message)).toMatchObject({
      id: data['eventId'],
      type: 'order-checkout-v1',
      data: { poison: true },
    });
    expect((await ask('POST /chaos', { action: 'poison', target: 'nothing' })).status).toBe(404);
  });

  it.each([
    {},
    { action: 'drown', target: 'order' },
    { action: 'pause', target: 'order' },
    { ...kill, target: '../x' },
  ])('400 for %j', async (asked) => {
    const { ask } = await build({ chaos: true });
    expect((await ask('POST /chaos', asked)).status).toBe(400);
  });
});

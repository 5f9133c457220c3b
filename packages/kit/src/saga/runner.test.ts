import { describe, expect, it } from 'vitest';
import type { Fault } from '@mercato/testkit';
import { Crash, sagaWorld as world } from '../../test/saga-world.ts';
import { DomainError, errors } from '../errors/index.ts';
import { sagaRegistry } from './index.ts';

it('does each step once and folds what it answers', async () => {
  const w = world();
  const end = await w.run();
  expect(end?.learnt).toEqual(['a', 'b', 'end']);
  expect(w.calls).toEqual(['a', 'b', 'end']);
  expect(w.store.writes).toBe(4);
});

it('does nothing again for a message that comes again', async () => {
  const w = world();
  await w.run();
  await w.run();
  expect(w.calls).toEqual(['a', 'b', 'end']);
  expect(w.store.writes).toBe(4);
});

describe('a crash', () => {
  const points = ['before-intent', 'after-intent', 'after-effect'];
  const places = points.flatMap((point) => ['a', 'b', 'end'].map((label) => `${point}:${label}`));

  it.each([...places, 'before-ack:s1'])(
    'at %s is survived: every effect is there, the key never changes',
    async (where) => {
      const w = world();
      w.crash(where);
      await expect(w.run()).rejects.toThrow(Crash);
      w.clock.advance(5_000);
      await w.run(w.runner());
      expect([...w.effects]).toEqual(['s1:a', 's1:b', 's1:end']);
      expect(w.stored()?.log.end).toBe('done');
      expect(w.calls.filter((c) => c === 'a').length).toBeLessThanOrEqual(2);
    },
  );

  it.each(points.flatMap((point) => [`${point}:undo:b`, `${point}:undo:a`]))(
    'at %s on the way back leaves nothing',
    async (where) => {
      const w = world();
      const declined = new DomainError('payment.declined', 'no');
      w.fail('b', declined, declined);
      w.crash(where);
      await expect(w.run()).rejects.toThrow(Crash);
      w.clock.advance(5_000);
      await w.run(w.runner());
      expect([...w.effects]).toEqual([]);
      expect(w.stored()?.log).toMatchObject({ end: 'undone', refusal: { code: 'payment.declined' } });
    },
  );
});

describe('what a step throws', () => {
  it('turns the saga back where the error table says compensate', async () => {
    const w = world();
    w.fail('b', errors.timeout('callee'));
    await w.run();
    expect(w.calls).toEqual(['a', 'b', 'undo:b', 'undo:a']);
    expect([...w.effects]).toEqual([]);
  });

  it('brings the message again where it says retry', async () => {
    const w = world();
    w.fail('b', errors.unavailable('callee'), new Error('bug'));
    await expect(w.run()).rejects.toMatchObject({ code: 'dependency.unavailable' });
    await expect(w.run()).rejects.toMatchObject({ code: 'dependency.unavailable' });
    await w.run();
    expect(w.calls).toEqual(['a', 'b', 'b', 'b', 'end']);
  });

  it('in an undo is never swallowed: it is tried again, then parked, then tried whenever asked', async () => {
    const w = world();
    w.fail('a', new DomainError('stock.insufficient', 'no'));
    w.fail('undo:a', errors.unavailable('callee'), errors.timeout('callee'));
    await expect(w.run()).rejects.toMatchObject({ code: 'dependency.unavailable' });
    await w.run();
    expect(w.stored()?.log.parked?.reason).toContain('undo a');
    await w.run();
    expect(w.stored()?.log).toMatchObject({ end: 'undone' });
  });
});

describe('writes', () => {
  it.each<Fault>(['conflict', 'notDone', 'lostAnswer'])('that end in %s are made good', async (fault) => {
    for (let n = 0; n < 4; n += 1) {
      const w = world();
      if (n === 0) w.store.failNext('create', fault);
      else for (let i = 1; i <= n; i += 1) w.store.failNext('replace', i === n ? fault : 'conflict');
      await w.run();
      expect(w.calls).toEqual(['a', 'b', 'end']);
      expect(w.store.faults.pending).toEqual([]);
    }
  });

  it('that cannot be made stop the saga before its next effect', async () => {
    const w = world();
    w.store.failNext('replace', 'unavailable');
    await expect(w.run()).rejects.toMatchObject({ code: 'dependency.unavailable' });
    expect(w.calls).toEqual(['a']);
  });
});

it('lets a second runner wait while the first is at it', async () => {
  const w = world();
  let second: Promise<unknown> = Promise.resolve();
  w.during('b', () => (second = w.run(w.runner()).catch((error: unknown) => error)));
  await w.run(w.runner());
  expect(await second).toMatchObject({
    code: 'dependency.unavailable',
    message: expect.stringContaining('another') as string,
  });
  expect(w.calls).toEqual(['a', 'b', 'end']);
});

it('stays right when many runners race from the start', async () => {
  const w = world();
  await Promise.allSettled([1, 2, 3, 4].map(() => w.run(w.runner())));
  expect(w.calls).toEqual(['a', 'b', 'end']);
  expect(w.stored()?.log.end).toBe('done');
});

it('drops what it holds when another runner went on meanwhile', async () => {
  const w = world();
  w.crash('after-effect:b');
  await expect(w.run()).rejects.toThrow(Crash);
  w.clock.advance(5_000);
  w.fail('b', errors.timeout('callee'));
  await w.run(w.runner());
  expect(w.calls).toEqual(['a', 'b', 'b', 'undo:b', 'undo:a']);
  expect([...w.effects]).toEqual([]);
});

it('folds in nothing that a runner left behind has to tell', async () => {
  const w = world();
  let overtaken = false;
  w.during('b', async () => {
    if (overtaken) return;
    overtaken = true;
    w.clock.advance(5_000);
    w.crash('after-intent:end');
    await expect(w.run(w.runner())).rejects.toThrow(Crash);
    w.clock.advance(5_000);
  });
  await w.run(w.runner());
  expect(w.calls).toEqual(['a', 'b', 'b', 'end']);
  expect(w.stored()?.learnt).toEqual(['a', 'b', 'end']);
});

describe('versions', () => {
  it('a saga ends on the list it began with', async () => {
    const w = world();
    w.crash('after-intent:a');
    await expect(w.run()).rejects.toThrow(Crash);
    w.clock.advance(5_000);
    await w.run(w.runner(sagaRegistry(w.list(2, 'a', 'new', 'end'), w.list(1, 'a', 'b', 'end'))));
    expect(w.calls).toEqual(['a', 'b', 'end']);
  });

  it('a list not known here is left to a replica that knows it', async () => {
    const w = world();
    await expect(w.run(w.runner(sagaRegistry(w.list(2, 'a', 'end'))))).rejects.toMatchObject({
      row: { pubsub: 'RETRY' },
    });
    expect(w.calls).toEqual([]);
  });

  it('two lists cannot share one', () => {
    const w = world();
    expect(() => sagaRegistry(w.list(1, 'a'), w.list(1, 'b'))).toThrow('same version');
  });
});

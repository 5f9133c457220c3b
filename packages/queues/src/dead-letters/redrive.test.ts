import { describe, expect, it } from 'vitest';
import type { AuditEntry } from './audit.ts';
import { cartLetters, confirmed, MemorySqs, fromSns } from '@mercato/testkit/sqs';
import { redrive } from './redrive.ts';

const bodies = ['evt-1', 'evt-2', 'evt-3'].map((id) => fromSns({ ...confirmed, id }));

const world = () => {
  const sqs = new MemorySqs({ 'cart-events-dlq': bodies, 'cart-events': [] });
  const audited: AuditEntry[] = [];
  return { sqs, audited, deps: { sqs, audit: (entry: AuditEntry) => void audited.push(entry), watchMs: 20 } };
};

describe('a redrive of some messages', () => {
  it('sends each on as it was before it deletes it, and leaves the others', async () => {
    const { sqs, audited, deps } = world();
    const result = await redrive(cartLetters, ['evt-2', 'cart-events-dlq-3', 'evt-9'], deps);
    expect(result).toEqual({ moved: 2, missing: ['evt-9'] });
    expect(sqs.bodies('cart-events')).toEqual(bodies.slice(1));
    expect(sqs.bodies('cart-events-dlq')).toEqual(bodies.slice(0, 1));
    expect(sqs.calls).toEqual([
      'send cart-events',
      'delete cart-events-dlq-2',
      'send cart-events',
      'delete cart-events-dlq-3',
    ]);
    expect(audited).toEqual([
      { action: 'redrive', queue: 'cart-events-dlq', what: ['evt-2', 'cart-events-dlq-3', 'evt-9'] },
    ]);
  });

  it('that cannot be sent on stay where they are', async () => {
    const { sqs, deps } = world();
    sqs.sendMessage = () => Promise.reject(new Error('throttled'));
    await expect(redrive(cartLetters, ['evt-1'], deps)).rejects.toThrow('throttled');
    expect(sqs.bodies('cart-events-dlq')).toEqual(bodies);
  });
});

describe('a redrive of all messages', () => {
  it('is done one by one where SQS has no task for it', async () => {
    const { sqs, deps } = world();
    expect(await redrive(cartLetters, 'all', deps)).toEqual({ moved: 3, missing: [] });
    expect(sqs.bodies('cart-events')).toEqual(bodies);
    expect(sqs.bodies('cart-events-dlq')).toEqual([]);
  });

  it('is left to the task of SQS, which is watched to its end', async () => {
    const { sqs, deps } = world();
    sqs.tasks = [
      { status: 'RUNNING', moved: 1 },
      { status: 'COMPLETED', moved: 3 },
    ];
    expect(await redrive(cartLetters, 'all', deps)).toEqual({ moved: 3, missing: [], task: 'COMPLETED' });
    expect(sqs.calls).toEqual(['move arn:cart-events-dlq to arn:cart-events']);
  });

  it('says so when the task takes longer, and when it fails', async () => {
    const slow = world();
    slow.sqs.tasks = [{ status: 'RUNNING', moved: 2 }];
    expect(await redrive(cartLetters, 'all', slow.deps)).toEqual({ moved: 2, missing: [], task: 'RUNNING' });
    const broken = world();
    broken.sqs.tasks = [{ status: 'FAILED', moved: 1, failure: 'no rights' }];
    await expect(redrive(cartLetters, 'all', broken.deps)).rejects.toThrow('failed after 1 messages: no rights');
  });
});

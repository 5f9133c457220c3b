import { describe, expect, test } from 'vitest';
import { componentsOf, folders, resiliencyOf, resourcesFile as resources, valueOf } from './files.ts';

// What kit gives a handler, in seconds.
const deadlines = { commands: 25, events: 10 } as const;
const kinds = ['commands', 'events'] as const;
const { policies, targets } = resiliencyOf('resiliency').spec;

const seconds = (duration: string): number => Number(duration.replace(/s$/, ''));

/** The longest that Dapr's exponential retry waits in all: from 0.5 s by 1.5 up to the cap, each up to half as long again. */
const longestWait = (name: string): number => {
  const { maxInterval = '0s', maxRetries = 0 } = policies.retries[name] ?? {};
  const waits = Array.from({ length: maxRetries }, (_, i) => Math.min(0.5 * 1.5 ** i, seconds(maxInterval)));
  return 1.5 * waits.reduce((sum, wait) => sum + wait, 0);
};

describe.each(kinds)('%s', (kind) => {
  const inbound = targets.components[kind]?.inbound;

  test.each(folders)('%s: a batch is handled, retries and all, before SQS shows it to somebody else', (folder) => {
    const component = componentsOf(folder).get(kind);
    const rounds = Math.ceil(
      Number(valueOf(component, 'messageMaxNumber')) / Number(valueOf(component, 'concurrencyLimit')),
    );
    const visibility = Number(valueOf(component, 'messageVisibilityTimeout'));
    expect(rounds * deadlines[kind] + longestWait(inbound?.retry ?? '')).toBeLessThan(visibility);
  });

  test.each(folders)('%s: the receive limit is what the queue says, and the retry limit lies above it', (folder) => {
    const component = componentsOf(folder).get(kind);
    const received = Number(valueOf(component, 'messageReceiveLimit'));
    expect(Number(valueOf(component, 'messageRetryLimit'))).toBeGreaterThan(received);
    const visibility = Number(valueOf(component, 'messageVisibilityTimeout'));
    // An outage of ten minutes is no reason for a dead letter.
    expect(received * visibility).toBeGreaterThanOrEqual(600);
    for (const queue of resources.queues.filter((q) => q.name.endsWith(`-${kind}`))) {
      expect(queue.maxReceiveCount).toBe(received);
      expect(queue.visibilityTimeoutSeconds).toBe(visibility);
    }
  });

  test('the sidecar gives up on an attempt only after the handler has', () => {
    expect(seconds(policies.timeouts[inbound?.timeout ?? ''] ?? '0s')).toBeGreaterThan(deadlines[kind]);
  });

  test('an app that restarts within five seconds is tried again while the message is at hand', () => {
    expect(longestWait(inbound?.retry ?? '') / 3).toBeGreaterThan(kind === 'commands' ? 5 : 1);
  });
});

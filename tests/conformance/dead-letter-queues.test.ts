import { describe, expect, test } from 'vitest';
import { deadLetterFaults } from './dead-letter-queues.ts';
import { type ComponentFile, componentsOf, folders, resourcesFile } from './files.ts';

const { queues } = resourcesFile;
const [first, second, ...others] = queues;
if (!first || !second) throw new Error('two queues at least');

type Metadata = ComponentFile['spec']['metadata'];

/** The components of AWS with the metadata of `commands` changed. */
const withCommands = (change: (metadata: Metadata) => Metadata): ReadonlyMap<string, ComponentFile> => {
  const components = new Map(componentsOf('aws'));
  const commands = components.get('commands');
  if (!commands) throw new Error('there is no component commands');
  const metadata = change(commands.spec.metadata);
  return components.set('commands', { ...commands, spec: { ...commands.spec, metadata } });
};

describe('dead-letter queues', () => {
  test.each(folders)('%s: every queue that a sidecar reads has the one its sidecar asks for', (folder) => {
    expect(deadLetterFaults(queues, componentsOf(folder))).toEqual([]);
  });

  test.each([
    ['a queue without one', [{ ...first, deadLetterQueue: '' }, second, ...others]],
    ['a misspelt one', [{ ...first, deadLetterQueue: `${first.name}-dql` }, second, ...others]],
    ['one for two queues', [{ ...first, deadLetterQueue: second.deadLetterQueue }, second, ...others]],
    ['one that is read like any other', [{ ...first, deadLetterQueue: second.name }, second, ...others]],
    ['an app whose queue is missing', [second, ...others]],
  ])('%s is noticed', (_, broken) => {
    expect(deadLetterFaults(broken, componentsOf('aws'))).not.toEqual([]);
  });

  const renamed = (value: string) => (metadata: Metadata) =>
    metadata.map((m) => (m.name === 'sqsDeadLettersQueueName' ? { ...m, value } : m));
  test.each([
    ['no name', (metadata: Metadata) => metadata.filter((m) => m.name !== 'sqsDeadLettersQueueName')],
    ['another name', renamed('{appID}-dlq')],
    ['one name for all apps', renamed('order-commands-dlq')],
  ])('%s in a component is noticed', (_, change) => {
    expect(deadLetterFaults(queues, withCommands(change))).not.toEqual([]);
  });
});

import { messages } from '@mercato/contracts';
import { serviceNames } from '@mercato/contracts/shared';
import { type ComponentFile, valueOf } from './files.ts';

interface Queue {
  readonly name: string;
  readonly deadLetterQueue: string;
}

const kinds = ['command', 'event'] as const;

/** What daprd makes of a templated name, or '' where a component has none. */
const nameFor = (app: string, component: ComponentFile | undefined, key: string): string => {
  try {
    return valueOf(component, key).replaceAll('{appID}', app);
  } catch {
    return '';
  }
};

/** For each app that consumes something: are the two queues that its sidecar asks for those that infra joins? */
const unjoined = (queues: readonly Queue[], components: ReadonlyMap<string, ComponentFile>): readonly string[] =>
  kinds.flatMap((kind) => {
    const component = components.get(`${kind}s`);
    const apps = serviceNames.filter((app) => messages.some((m) => m.kind === kind && m.consumers.includes(app)));
    return apps.flatMap((app) => {
      const name = nameFor(app, component, 'consumerID');
      const asked = nameFor(app, component, 'sqsDeadLettersQueueName');
      const made = queues.find((queue) => queue.name === name)?.deadLetterQueue;
      return asked !== '' && asked === made ? [] : [`${app}: its sidecar asks for "${asked}", infra has "${made}"`];
    });
  });

/** A dead-letter queue belongs to one queue, is named after it, and is read by nobody. */
const misplaced = (queues: readonly Queue[]): readonly string[] =>
  queues
    .filter(({ name, deadLetterQueue }) => {
      const owners = queues.filter((queue) => queue.deadLetterQueue === deadLetterQueue);
      return owners.length !== 1 || deadLetterQueue !== `${name}-dlq` || queues.some((q) => q.name === deadLetterQueue);
    })
    .map(({ name, deadLetterQueue }) => `${name}: "${deadLetterQueue}" is not its own`);

/** What is wrong with the dead-letter queues of infra, seen together with the components of one folder. */
export const deadLetterFaults = (
  queues: readonly Queue[],
  components: ReadonlyMap<string, ComponentFile>,
): readonly string[] => [...unjoined(queues, components), ...misplaced(queues)];

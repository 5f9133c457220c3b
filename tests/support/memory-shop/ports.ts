import { currentContext } from '@mercato/kit/context';
import { type CallAnswer, type Invoker, readAnswer } from '@mercato/kit/invoke';
import type { Outgoing, Publisher } from '@mercato/kit/messaging';
import type { InProcessRequest, InProcessService } from '@mercato/kit/service';
import type { StateStore, Written } from '@mercato/kit/state';
import type { RouteContract, ServiceName } from '@mercato/contracts/shared';
import { systemClock } from '@mercato/kit/time';
import type { Moment } from './faults.ts';

/** What stands between a process and the world: its life, its sidecar, and whatever is planned to go wrong. */
export type Reach = <T>(moment: Moment, work: () => Promise<T>) => Promise<T>;

/** A store that can be out of reach. */
export const reachedStore = (by: ServiceName, reach: Reach, store: StateStore): StateStore => {
  const write = (
    operation: 'create' | 'replace' | 'remove',
    key: string,
    value: unknown,
    work: () => Promise<Written>,
  ) => reach({ kind: 'write', by, operation, key, value }, work);
  return {
    get: (key) => reach({ kind: 'read', by, key }, () => store.get(key)),
    getMany: (keys) => reach({ kind: 'read', by, key: keys.join() }, () => store.getMany(keys)),
    create: (key, value) => write('create', key, value, () => store.create(key, value)),
    replace: (key, value, etag) => write('replace', key, value, () => store.replace(key, value, etag)),
    remove: (key, etag) => write('remove', key, undefined, () => store.remove(key, etag)),
  };
};

export const reachedPublisher = (by: ServiceName, reach: Reach, publisher: Publisher): Publisher => ({
  publish: (message: Outgoing) =>
    reach({ kind: 'publish', by, topic: message.topic, subject: message.subject }, () => publisher.publish(message)),
});

/** One call that a service made of another, whatever came of it. */
export interface MadeCall {
  readonly by: ServiceName;
  readonly app: ServiceName;
  readonly route: string;
  readonly input: InProcessRequest;
}

export interface NetworkOptions {
  readonly reach: Reach;
  /** The service as it runs now; throws where it does not. */
  readonly callee: (app: ServiceName) => Promise<InProcessService>;
  readonly calls: MadeCall[];
}

const defaultMs = 5_000;

/** Calls between services: they carry the deadline, and what comes back is read as the real invoker reads it. */
export const networkInvoker = (by: ServiceName, { reach, callee, calls }: NetworkOptions): Invoker => ({
  call: async (app, route, given, { timeoutMs = defaultMs } = {}) => {
    const input = JSON.parse(JSON.stringify(given)) as InProcessRequest;
    calls.push({ by, app, route: route.id, input });
    const moment: Moment = { kind: 'call', by, app, route: route.id, input, timeoutMs };
    const answer = await reach(moment, () => callAs(callee(app), app, route, input, timeoutMs));
    // Through text, as over the wire: a fault may have put its own answer in the place of the callee's.
    return readAnswer(app, route, { status: 200, body: answer });
  },
});

/** The body of a 200; anything else is thrown. */
const callAs = async <R extends RouteContract>(
  callee: Promise<InProcessService>,
  app: ServiceName,
  route: R,
  input: InProcessRequest,
  timeoutMs: number,
): Promise<CallAnswer<R>> => {
  const context = currentContext();
  const deadline = Math.min(context?.deadline ?? Infinity, systemClock.now() + timeoutMs);
  const headers = {
    'x-deadline': String(Math.floor(deadline)),
    ...(context ? { 'x-request-id': context.requestId } : {}),
  };
  return readAnswer(app, route, await (await callee).call(route, { ...input, headers }));
};

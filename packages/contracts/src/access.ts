import { apis, messages } from './catalogue.ts';
import { callersOf, getFailure, type Method, type ServiceName, serviceNames } from './shared/index.ts';

/** One call that one service may make of another through their sidecars. */
export interface AllowedCall {
  readonly caller: ServiceName;
  readonly callee: ServiceName;
  readonly method: Method;
  /** With `:name` parameters. */
  readonly path: string;
}

/** What the gateway asks every service for its own `/health`. */
const liveness = { method: 'GET', path: '/livez' } as const;

/** What the operators' console asks of everybody who takes messages. */
const failures = (callee: ServiceName): readonly AllowedCall[] => {
  const { callers, method, path } = getFailure;
  const listens = messages.some(({ consumers }) => consumers.includes(callee));
  return listens ? callers.map((caller) => ({ caller, callee, method, path })) : [];
};

const callsOf = (callee: ServiceName): readonly AllowedCall[] => {
  if (callee === 'gateway') return [];
  const routes = Object.values(apis[callee]).flatMap((route) =>
    callersOf(route).map((caller) => ({ caller, callee, method: route.method, path: route.path })),
  );
  return [{ caller: 'gateway', callee, ...liveness }, ...routes, ...failures(callee)];
};

/** Every call that is allowed between services. Nobody calls the gateway. */
export const allowedCalls: readonly AllowedCall[] = serviceNames.flatMap(callsOf);

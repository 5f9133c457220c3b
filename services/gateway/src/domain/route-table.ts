import {
  type ApiContract,
  filledPath,
  type Method,
  type RouteContract,
  type ServiceName,
} from '@mercato/contracts/shared';

/** One public route and the service that serves it. */
export interface PublicRoute {
  readonly app: ServiceName;
  readonly route: RouteContract;
}

/** One address and what may be asked of it. */
export interface Address {
  readonly path: string;
  readonly methods: readonly (Method | 'HEAD')[];
}

/** Every route that the world may call: all but the internal ones, of all services. */
export const publicRoutes = (apis: Readonly<Record<ServiceName, ApiContract>>): readonly PublicRoute[] =>
  (Object.keys(apis) as ServiceName[]).flatMap((app) =>
    Object.values(apis[app])
      .filter((route) => route.audience !== 'internal')
      .map((route) => ({ app, route })),
  );

export const isStream = (route: RouteContract): boolean => Object.values(route.answers).includes('event-stream');

/** HEAD goes with GET, except for a stream: it would never end. */
const methodsOf = (route: RouteContract): Address['methods'] =>
  route.method === 'GET' && !isStream(route) ? ['GET', 'HEAD'] : [route.method];

/** The addresses of the routes. Templates that differ only in the name of a parameter are one address. */
export const addresses = (routes: readonly PublicRoute[]): readonly Address[] => {
  const byShape = Map.groupBy(routes, ({ route }) => route.path.replaceAll(/:[^/]+/g, ':'));
  return [...byShape.values()].map((same) => ({
    path: same[0]?.route.path ?? '/',
    methods: same.flatMap(({ route }) => methodsOf(route)),
  }));
};

/**
 * The path a service is asked for: made from the template and the checked parameters, never from what the client wrote,
 * so that no encoding, dot or double slash can mean one thing here and another there.
 */
export const targetPath = (template: string, params: Readonly<Record<string, string>>): string =>
  filledPath(template, params);

import { apis } from '@mercato/contracts';
import { type RouteContract, serviceNames, type ServiceName } from '@mercato/contracts/shared';
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import { published } from './published.ts';
import { openApiPath, operationOf } from './openapi-route.ts';

const securitySchemes = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'An access token of POST /api/users/login (ES256; keys at /.well-known/jwks.json)',
  },
  appToken: {
    type: 'apiKey',
    in: 'header',
    name: 'dapr-api-token',
    description: 'What a sidecar sends with every call of its own app',
  },
} as const;

const description = [
  'Errors are problem details (RFC 9457); `code` is stable, and docs/errors.md lists every one.',
  'An address that is not here answers 404 `route.not_found`, another method 405 `method.not_allowed`.',
].join(' ');

const pathsOf = (service: ServiceName, withInternal: boolean): ZodOpenApiPathsObject => {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of Object.values<RouteContract>(apis[service])) {
    if (route.audience === 'internal' && !withInternal) continue;
    (paths[openApiPath(route.path)] ??= {})[route.method.toLowerCase()] = operationOf(route, service);
  }
  return paths;
};

const document = (title: string, services: readonly ServiceName[], withInternal: boolean): object =>
  createDocument(
    {
      openapi: '3.1.0',
      info: { title, version: '1.0.0', description, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
      servers: [{ url: '/' }],
      tags: services.map((name) => ({ name })),
      paths: Object.assign({}, ...services.map((service) => pathsOf(service, withInternal))) as ZodOpenApiPathsObject,
      components: { securitySchemes },
    },
    { override: published },
  );

/** One document for each service with its internal routes, and `mercato`: what the gateway serves. */
export const openApiDocuments = (): ReadonlyMap<string, object> =>
  new Map([
    ...serviceNames.map((service) => [service, document(`Mercato ${service}`, [service], true)] as const),
    ['mercato', document('Mercato', serviceNames, false)],
  ]);

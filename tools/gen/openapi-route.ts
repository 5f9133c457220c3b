import { errorCatalogue, type ErrorCode, idempotencyKey, problem, type RouteContract } from '@mercato/contracts/shared';
import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject } from 'zod-openapi';
import { errorsOf } from './implied-errors.ts';

const statusTexts: Record<number, string> = {
  200: 'Done',
  201: 'Created',
  202: 'Recorded: it will be done. Location and href say where the outcome appears',
  204: 'Done, nothing to tell',
};

const prefer = z.string().meta({
  description: '`wait=N` waits up to N seconds (25 at most) for the outcome, `respond-async` not at all (RFC 7240)',
  examples: ['wait=10'],
});
const location = z.string().meta({ description: 'Where the outcome appears' });
const guestToken = z.string().meta({ description: 'The guest cart; also taken from a cookie' });

/** `/api/orders/:id` as `/api/orders/{id}`. */
export const openApiPath = (path: string): string => path.replaceAll(/:([A-Za-z]+)/g, '{$1}');

const headersOf = (route: RouteContract): z.ZodObject | undefined => {
  const shape = {
    ...(route.idempotency === 'required' ? { 'Idempotency-Key': idempotencyKey } : {}),
    ...(route.idempotency === 'optional' ? { 'Idempotency-Key': idempotencyKey.optional() } : {}),
    ...(route.waits ? { Prefer: prefer.optional() } : {}),
    ...(route.audience === 'guest' ? { 'X-Guest-Token': guestToken.optional() } : {}),
  };
  return Object.keys(shape).length > 0 ? z.object(shape) : undefined;
};

const contentOf = (answer: RouteContract['answers'][number]): ZodOpenApiResponseObject['content'] => {
  if (answer === 'empty') return undefined;
  if (answer === 'event-stream') {
    return {
      'text/event-stream': { schema: { type: 'string', description: 'Server-sent events: `id` counts from 1' } },
    };
  }
  return { 'application/json': { schema: answer } };
};

const answersOf = (route: RouteContract): Record<string, ZodOpenApiResponseObject> =>
  Object.fromEntries(
    Object.entries(route.answers).map(([status, answer]) => {
      const content = contentOf(answer);
      const moved = status === '201' || status === '202';
      return [
        status,
        {
          description: statusTexts[Number(status)] ?? 'Done',
          ...(content ? { content } : {}),
          ...(moved && answer !== 'empty' ? { headers: z.object({ Location: location.optional() }) } : {}),
        },
      ];
    }),
  );

const problemsOf = (codes: readonly ErrorCode[]): Record<string, ZodOpenApiResponseObject> => {
  const byStatus = Map.groupBy(codes, (code) => errorCatalogue[code].http);
  return Object.fromEntries(
    [...byStatus].map(([status, of]) => [
      String(status),
      {
        description: [...new Set(of.map((code) => errorCatalogue[code].title))].join('; '),
        content: { 'application/problem+json': { schema: problem } },
        'x-error-codes': of,
      },
    ]),
  );
};

const securityOf = (route: RouteContract): Record<string, string[]>[] => {
  if (route.audience === 'public') return [];
  if (route.audience === 'guest') return [{}, { bearer: [] }];
  return route.audience === 'internal' ? [{ appToken: [] }] : [{ bearer: [] }];
};

/** One route as an operation. */
export const operationOf = (route: RouteContract, tag: string): ZodOpenApiOperationObject => {
  const header = headersOf(route);
  return {
    operationId: route.id,
    summary: route.summary,
    tags: [tag],
    security: securityOf(route),
    'x-audience': route.audience,
    ...(route.audience === 'internal' ? { 'x-internal': true } : {}),
    requestParams: {
      ...(route.params ? { path: route.params } : {}),
      ...(route.query ? { query: route.query } : {}),
      ...(header ? { header } : {}),
    },
    ...(route.body ? { requestBody: { required: true, content: { 'application/json': { schema: route.body } } } } : {}),
    responses: { ...answersOf(route), ...problemsOf(errorsOf(route)) },
  };
};

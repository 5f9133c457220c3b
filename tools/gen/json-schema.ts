import { apis } from '@mercato/contracts';
import type { RouteContract } from '@mercato/contracts/shared';
import { z } from 'zod';
import { published } from './published.ts';
import { messages } from './topics.ts';

const componentIdOf = (schema: z.ZodType): string | undefined => z.globalRegistry.get(schema)?.id;

const childrenOf = (schema: z.ZodType): readonly z.ZodType[] => {
  const found: z.ZodType[] = [];
  const visit = (value: unknown): void => {
    if (value instanceof z.ZodType) found.push(value);
    else if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype)
      Object.values(value).forEach(visit);
  };
  Object.values(schema._zod.def).forEach(visit);
  return found;
};

const collect = (schema: z.ZodType, into: Map<string, z.ZodType>, seen: Set<z.ZodType>): void => {
  if (seen.has(schema)) return;
  seen.add(schema);
  const id = componentIdOf(schema);
  if (id !== undefined) into.set(id, schema);
  for (const child of childrenOf(schema)) collect(child, into, seen);
};

const schemasOf = (route: RouteContract): readonly z.ZodType[] =>
  [route.params, route.query, route.body, ...Object.values(route.answers)].filter((s) => s instanceof z.ZodType);

/** Every schema that has a name, by that name. */
export const namedSchemas = (): ReadonlyMap<string, z.ZodType> => {
  const into = new Map<string, z.ZodType>();
  const seen = new Set<z.ZodType>();
  for (const route of Object.values(apis).flatMap((api) => Object.values<RouteContract>(api)))
    for (const schema of schemasOf(route)) collect(schema, into, seen);
  for (const message of messages) collect(message.data, into, seen);
  return into;
};

const draft = { target: 'draft-2020-12', io: 'output', override: published } as const;

/** One self-contained JSON Schema for each named schema and for the data of each message. */
export const jsonSchemas = (): ReadonlyMap<string, object> =>
  new Map([
    ...[...namedSchemas()].map(([name, schema]) => [name, z.toJSONSchema(schema, draft)] as const),
    ...messages.map((m) => {
      const schema = z.toJSONSchema(m.data, draft);
      return [m.topic, { ...schema, title: m.topic, description: m.summary }] as const;
    }),
  ]);

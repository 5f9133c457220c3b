import type { FieldError, RouteContract } from '@mercato/contracts/shared';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { errors } from '../errors/index.ts';
import { fieldErrors } from './field-errors.ts';

export interface Input {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

type Part = 'params' | 'query' | 'body';

interface Check {
  readonly part: Part;
  readonly schema: z.ZodType;
}

const nothing: Input = { params: undefined, query: undefined, body: undefined };

/** What reads a route's input: made once, and free of charge for a route that takes none. */
export const inputReader = (route: RouteContract): ((request: Pick<FastifyRequest, Part>) => Input) => {
  const checks = (['params', 'query', 'body'] as const).flatMap((part): Check[] => {
    const schema = route[part];
    return schema ? [{ part, schema }] : [];
  });
  if (checks.length === 0) return () => nothing;
  return (request) => {
    const input: Record<Part, unknown> = { ...nothing };
    const fields: FieldError[] = [];
    for (const { part, schema } of checks) {
      const given = request[part];
      const parsed = schema.safeParse(given);
      if (parsed.success) {
        input[part] = parsed.data;
        fields.push(...nulFields(part, parsed.data));
      } else fields.push(...fieldErrors(part, parsed.error, given));
    }
    if (fields.length > 0) throw errors.invalid(fields);
    return input;
  };
};

/**
 * NUL is in no text that people write; stores, mailers and label printers cut a text there, or worse. Looked for after
 * parsing: the schema bounds the depth, the client does not.
 */
const nulFields = (part: Part, value: unknown, pointer = ''): FieldError[] => {
  if (typeof value === 'string') {
    return value.includes('\0') ? [{ in: part, pointer, message: 'must not contain NUL' }] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => nulFields(part, inner, `${pointer}/${key}`));
};

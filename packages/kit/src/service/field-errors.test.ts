import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { FastifyRequest } from 'fastify';
import { shopApi } from '../../test/shop.ts';
import { fieldErrors } from './field-errors.ts';
import { inputReader } from './validation.ts';

const errorsOf = (schema: z.ZodType, value: unknown) => {
  const parsed = schema.safeParse(value);
  return parsed.success ? [] : fieldErrors('body', parsed.error, value);
};

describe('fieldErrors', () => {
  it.each([
    ['the whole value', z.string(), 1, ['']],
    ['a field', z.object({ a: z.object({ b: z.string() }) }), { a: {} }, ['/a/b']],
    ['an element', z.array(z.int()), [1, 'x', 2.5], ['/1', '/2']],
    ['a key with ~ and /', z.strictObject({}), { '~/': 1 }, ['/~0~1']],
    [
      'the fitting branch of a union',
      z.union([z.strictObject({ a: z.int() }), z.strictObject({ b: z.int(), c: z.int(), d: z.int() })]),
      { a: 'x' },
      ['/a'],
    ],
    ['a record key', z.record(z.string().regex(/^[a-z]$/), z.int()), { A: 1 }, ['/A']],
  ])('points at %s', (_name, schema, value, pointers) => {
    expect(errorsOf(schema, value).map((error) => error.pointer)).toEqual(pointers);
  });
});

describe('inputReader', () => {
  it('reads nothing of a request whose route takes nothing', () => {
    const untouchable = new Proxy({} as FastifyRequest, {
      get: () => {
        throw new Error('read');
      },
    });
    expect(inputReader(shopApi.reserve)(untouchable)).toEqual({ params: undefined, query: undefined, body: undefined });
  });
});

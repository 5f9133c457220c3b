import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { errorsOf } from '../../../tools/gen/implied-errors.ts';
import { apis } from '../src/index.ts';
import { errorCatalogue, errorCodes, type RouteContract } from '../src/shared/index.ts';

const page = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
const routes = Object.values(apis).flatMap((api) => Object.values<RouteContract>(api));

describe('the error catalogue', () => {
  test('is documented code by code, and nothing else is', () => {
    const documented = [...page.matchAll(/^\| `([a-z_.]+)` \|/gm)].map(([, code = '']) => code);
    expect(documented.toSorted()).toEqual(errorCodes.toSorted());
  });

  test.each(errorCodes)('%s has a row that makes sense to every transport', (code) => {
    const { http, pubsub, saga, title } = errorCatalogue[code];
    expect(http).toBeGreaterThanOrEqual(400);
    expect(http).toBeLessThan(600);
    expect(title).toMatch(/^[A-Z]/);
    // What is acknowledged is final, so a saga must not wait for it to change.
    expect([pubsub, saga]).not.toEqual(['SUCCESS', 'retry']);
  });

  test.each(routes.map((r) => [r.id, r] as const))('%s names no code that its shape implies already', (_, route) => {
    expect(new Set(errorsOf(route)).size).toBe(errorsOf(route).length);
    expect(new Set(route.errors).size).toBe(route.errors.length);
  });
});

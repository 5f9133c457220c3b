import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { apis } from '../src/index.ts';
import { errorCatalogue, type RouteContract, serviceNames } from '../src/shared/index.ts';
import { at, isObject, type Json, type JsonObject, keysOf, read, refsIn, resolve } from './documents.ts';

const routesOf = (name: string): readonly RouteContract[] =>
  name === 'mercato'
    ? serviceNames.flatMap((s) => Object.values<RouteContract>(apis[s])).filter((r) => r.audience !== 'internal')
    : Object.values<RouteContract>(apis[name as keyof typeof apis]);

const operationOf = (document: JsonObject, route: RouteContract): Json =>
  at(document, 'paths', route.path.replaceAll(/:(\w+)/g, '{$1}'), route.method.toLowerCase());

const operationsIn = (document: JsonObject): readonly JsonObject[] =>
  Object.values(isObject(document['paths']) ? document['paths'] : {})
    .flatMap((path) => (isObject(path) ? Object.values(path) : []))
    .filter((operation) => isObject(operation));

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const parametersOf = (operation: Json, place: string): readonly string[] => {
  const all = isObject(operation) ? operation['parameters'] : undefined;
  return (Array.isArray(all) ? all : []).filter((p) => at(p, 'in') === place).map((p) => text(at(p, 'name')));
};

describe.each([...serviceNames, 'mercato'])('OpenAPI of %s', (name) => {
  const document = read(`openapi/${name}.json`);
  const routes = routesOf(name);

  test('is 3.1, with every route of the contract and no other', () => {
    expect(document['openapi']).toBe('3.1.0');
    const ids = operationsIn(document).map((operation) => text(operation['operationId']));
    expect(ids.toSorted()).toEqual(routes.map((r) => r.id).toSorted());
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('has no reference that leads nowhere and no component that nobody uses', () => {
    const refs = refsIn(document);
    for (const ref of refs) expect(() => resolve(document, ref), ref).not.toThrow();
    const named = keysOf(isObject(document['components']) ? document['components']['schemas'] : undefined);
    expect(named.filter((id) => !refs.includes(`#/components/schemas/${id}`))).toEqual([]);
  });

  test('holds only schemas that a validator takes', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'doc', ...document });
    const named = keysOf(isObject(document['components']) ? document['components']['schemas'] : undefined);
    for (const id of named) expect(() => ajv.compile({ $ref: `doc#/components/schemas/${id}` }), id).not.toThrow();
  });

  test.each(routes.map((r) => [r.id, r] as const))('%s tells its shape, its answers and its errors', (_, route) => {
    const operation = operationOf(document, route);
    expect(parametersOf(operation, 'path')).toEqual([...route.path.matchAll(/:(\w+)/g)].map((m) => m[1]));
    expect(parametersOf(operation, 'query')).toEqual(Object.keys(route.query?.shape ?? {}));
    expect(parametersOf(operation, 'header').includes('Idempotency-Key')).toBe(route.idempotency !== undefined);
    expect(parametersOf(operation, 'header').includes('Prefer')).toBe(route.waits === true);
    expect(isObject(operation) && operation['requestBody'] !== undefined).toBe(route.body !== undefined);
    expect(isObject(operation) && operation['x-internal'] === true).toBe(route.audience === 'internal');
    for (const status of Object.keys(route.answers)) expect(keysOf(at(operation, 'responses'))).toContain(status);
    for (const code of route.errors) {
      expect(at(operation, 'responses', String(errorCatalogue[code].http), 'x-error-codes')).toContain(code);
    }
  });

  test.each(operationsIn(document))('$operationId answers problems only with codes of that status', (operation) => {
    for (const [status, response] of Object.entries(operation['responses'] ?? {})) {
      const codes = isObject(response) ? (response['x-error-codes'] ?? []) : [];
      for (const code of Array.isArray(codes) ? codes : [])
        expect(errorCatalogue[code as keyof typeof errorCatalogue].http).toBe(Number(status));
    }
  });
});

test('internal routes stand in no public document', () => {
  expect(JSON.stringify(read('openapi/mercato.json'))).not.toContain('/internal/');
});

test('no pattern needs more than the regular expressions of every language', () => {
  const patterns = [...JSON.stringify(read('openapi/mercato.json')).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)];
  expect(patterns.length).toBeGreaterThan(10);
  for (const [, pattern = '""'] of patterns) expect(JSON.parse(pattern)).not.toMatch(/\\p|\(\?[=!<]/);
});

import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { selfContained, strictly, withoutProse } from './strict-schema.ts';

const accepts = (schema: object, value: unknown): boolean =>
  new Ajv({ strict: false, validateFormats: false }).validate(schema, value);

const deployment = {
  type: 'object',
  description: 'Prose.',
  properties: {
    apiVersion: { type: 'string' },
    metadata: { type: 'object' },
    spec: {
      type: 'object',
      properties: {
        // A field that is called like a word of the language.
        description: { type: 'string' },
        port: { 'x-kubernetes-int-or-string': true },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
        free: {
          type: 'object',
          properties: { known: { type: 'string' } },
          'x-kubernetes-preserve-unknown-fields': true,
        },
      },
    },
  },
};

describe('a strict schema', () => {
  const schema = strictly(deployment);
  const spec = (value: object) => ({ apiVersion: 'v1', kind: 'X', metadata: { name: 'x' }, spec: value });

  it('knows every field by name, at any depth', () => {
    expect(accepts(schema, spec({ port: 80, description: 'd' }))).toBe(true);
    expect(accepts(schema, spec({ porrt: 80 }))).toBe(false);
    expect(accepts(schema, { ...spec({}), sepc: {} })).toBe(false);
  });

  it('leaves open what is open', () => {
    expect(accepts(schema, spec({ labels: { any: 'text' }, free: { known: 'x', unknown: 1 } }))).toBe(true);
    expect(accepts(schema, spec({ labels: { any: 1 } }))).toBe(false);
  });

  it('takes a port or a name, and nothing else', () => {
    expect(accepts(schema, spec({ port: 'http' }))).toBe(true);
    expect(accepts(schema, spec({ port: true }))).toBe(false);
  });

  it('has no prose, but fields that are called so', () => {
    expect(JSON.stringify(schema)).not.toContain('Prose');
    expect(withoutProse(deployment)).toMatchObject({ properties: { spec: { properties: { description: {} } } } });
  });
});

describe('a schema of an OpenAPI document', () => {
  const schemas = {
    Pod: { type: 'object', properties: { spec: { $ref: '#/components/schemas/Spec' } } },
    Spec: { type: 'object', properties: { next: { $ref: '#/components/schemas/Spec' }, name: { type: 'string' } } },
    Other: { type: 'object' },
  };

  it('brings along what it refers to, and nothing else', () => {
    const schema = selfContained('Pod', schemas);
    expect(Object.keys(schema['$defs'] as object).toSorted()).toEqual(['Pod', 'Spec']);
    expect(accepts(schema, { spec: { next: { name: 'x' } } })).toBe(true);
    expect(accepts(schema, { spec: { next: { nmae: 'x' } } })).toBe(false);
  });
});

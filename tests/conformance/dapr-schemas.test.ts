import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { folders, readText, readYaml, yamlIn } from './files.ts';

const head = z.object({ apiVersion: z.string(), kind: z.string() });
type Schema = Record<string, unknown>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Dapr ignores what it does not know: here a field that is not in the schema is an error. */
const strict = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(strict);
  if (!isSchema(schema)) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, strict(value)]));
  const closed = isSchema(schema['properties']) && schema['additionalProperties'] === undefined;
  return closed ? { ...inner, additionalProperties: false } : inner;
};

const validate = (path: string, document: unknown): readonly string[] => {
  const { apiVersion, kind } = head.parse(document);
  const [, version = ''] = apiVersion.split('/');
  const stored: unknown = JSON.parse(readText(`tests/conformance/schemas/${kind}.${version}.json`));
  const { apiVersion: known, openAPIV3Schema } = z
    .object({ apiVersion: z.string(), openAPIV3Schema: z.unknown() })
    .parse(stored);
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
  const valid = ajv.validate(strict(openAPIV3Schema) as object, document) && apiVersion === known;
  return valid
    ? []
    : (ajv.errors ?? []).map((e) => `${path} ${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`);
};

const files = [
  ...folders.flatMap((folder) => yamlIn(`dapr/components/${folder}`)),
  ...yamlIn('dapr/subscriptions'),
  ...yamlIn('dapr').filter((path) => path !== 'dapr/dapr.yaml'),
];

describe("Dapr's own schemas", () => {
  test.each(files)('%s has only fields that Dapr knows', (path) => {
    expect(validate(path, readYaml(path))).toEqual([]);
  });

  test('a misspelt field is noticed, at any depth', () => {
    const document = {
      apiVersion: 'dapr.io/v1alpha1',
      kind: 'Resiliency',
      metadata: { name: 'x' },
      spec: { policies: { retries: { r: { policy: 'exponential', jitter: 0.25 } } }, targets: {} },
    };
    expect(validate('x', document)).toHaveLength(1);
    expect(validate('x', { ...document, spec: { policies: {}, targets: {}, bulkhead: {} } })).toHaveLength(1);
  });
});

export type JsonSchema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isProse = (key: string): boolean => key === 'description' || key === 'example' || key === 'externalDocs';

/** Everything but what is said to people. A property may be named `description`: there it is a schema, not a text. */
export const withoutProse = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutProse);
  if (!isSchema(value)) return value;
  const entries = Object.entries(value).filter(([key, inner]) => !(isProse(key) && !isSchema(inner)));
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutProse(inner)]));
};

const isOpen = (schema: JsonSchema): boolean =>
  schema['additionalProperties'] !== undefined || schema['x-kubernetes-preserve-unknown-fields'] === true;

/** What Kubernetes takes either way it is written: a port, a quantity. */
const loose = (schema: JsonSchema): JsonSchema => {
  const either = schema['x-kubernetes-int-or-string'] === true || schema['format'] === 'int-or-string';
  const { type: _type, format: _format, ...rest } = schema;
  return either ? { ...rest, oneOf: [{ type: 'string' }, { type: 'integer' }] } : schema;
};

/** Properties are schemas by name, whatever the name. */
const mapValues = (value: unknown, each: (schema: unknown) => unknown): unknown =>
  isSchema(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, each(inner)])) : value;

/** The schema without its prose, in which a field that it does not name is an error, at any depth. */
export const strictly = (schema: JsonSchema): JsonSchema => {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (!isSchema(value)) return value;
    const entries = Object.entries(loose(value))
      .filter(([key, inner]) => !(isProse(key) && !isSchema(inner)))
      .map(([key, inner]) => [key, key === 'properties' ? mapValues(inner, walk) : walk(inner)]);
    const inner = Object.fromEntries(entries) as JsonSchema;
    const closes = isSchema(value['properties']) && !isOpen(value);
    return closes ? { ...inner, additionalProperties: false } : inner;
  };
  const { metadata, ...rest } = (schema['properties'] ?? {}) as Record<string, unknown>;
  // Of a custom kind only what is below `spec` is said; the rest is every object's.
  const own = metadata === undefined ? {} : { apiVersion: {}, kind: {}, metadata };
  return walk({ ...schema, properties: { ...own, ...rest } }) as JsonSchema;
};

const prefix = '#/components/schemas/';

const referredTo = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(referredTo);
  if (!isSchema(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner.slice(prefix.length)] : referredTo(inner),
  );
};

/** One schema of an OpenAPI document with all that it refers to. */
export const selfContained = (name: string, schemas: Readonly<Record<string, JsonSchema>>): JsonSchema => {
  const needed = new Set<string>();
  const collect = (each: string): void => {
    if (needed.has(each)) return;
    needed.add(each);
    for (const other of referredTo(schemas[each])) collect(other);
  };
  collect(name);
  const parts = Object.fromEntries([...needed].map((each) => [each, strictly(schemas[each] ?? {})]));
  const text = JSON.stringify({ ...parts[name], $defs: parts }).replaceAll(prefix, '#/$defs/');
  return JSON.parse(text) as JsonSchema;
};

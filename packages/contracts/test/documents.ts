import { readFileSync } from 'node:fs';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = Record<string, Json>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const read = (path: string): JsonObject =>
  JSON.parse(readFileSync(new URL(`../generated/${path}`, import.meta.url), 'utf8')) as JsonObject;

/** What a path of keys leads to; fails when it leads nowhere. */
export const at = (value: Json | undefined, ...keys: readonly string[]): Json =>
  keys.reduce<Json>((inside, key) => {
    const next = isObject(inside) ? inside[key] : undefined;
    if (next === undefined) throw new Error(`there is no ${keys.join('/')}`);
    return next;
  }, value ?? null);

export const keysOf = (value: Json | undefined): readonly string[] => (isObject(value) ? Object.keys(value) : []);

/** Every `$ref` in a document. */
export const refsIn = (value: Json): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(refsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : refsIn(inner),
  );
};

/** The target of a `#/a/b` reference. */
export const resolve = (document: JsonObject, ref: string): Json =>
  at(document, ...ref.replace(/^#\//, '').split('/').map(unescape));

const unescape = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');

import { ExtData } from '@msgpack/msgpack';
import type { BlockSchema, Type } from './schemas.ts';

export type Values = Record<string, unknown>;
/** What a provider answers for an attribute that it alone knows. */
export type Known = (resource: string, attribute: string, values: Values) => unknown;

/** As cty writes a value that is known after apply. */
export const unknown = new ExtData(0, new Uint8Array([0]));

const example = (type: Type, text: string): unknown => {
  if (type === 'string') return text;
  if (type === 'number') return 1;
  if (type === 'bool') return false;
  if (typeof type === 'string') return null;
  const [kind, inner] = type;
  if (kind === 'object')
    return Object.fromEntries(
      Object.entries(inner as Readonly<Record<string, Type>>).map(([name, of]) => [
        name,
        example(of, `${text}.${name}`),
      ]),
    );
  return kind === 'map' ? {} : [example(inner as Type, text)];
};

/** Fills in what was not configured and is the provider's to say. */
export const computed = (resource: string, block: BlockSchema, values: Values, known: Known | undefined): Values => {
  const filled = Object.entries(block.attributes).flatMap(([name, attribute]) => {
    if (!attribute.computed || values[name] !== null) return [];
    const value = known === undefined ? unknown : known(resource, name, values);
    return [[name, value ?? example(attribute.type, `${resource}.${name}`)] as const];
  });
  return { ...values, ...Object.fromEntries(filled) };
};

import { readFileSync } from 'node:fs';

/** A type as cty writes it: `"string"`, `["list","string"]`, `["object",{"a":"bool"}]`. */
export type Type = string | readonly [string, Type | Readonly<Record<string, unknown>>];

export interface AttributeSchema {
  readonly type: Type;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
}

export interface BlockSchema {
  readonly attributes: Readonly<Record<string, AttributeSchema>>;
  readonly block_types?: Readonly<
    Record<string, { nesting_mode: string; block: BlockSchema; min_items?: number; max_items?: number }>
  >;
}

type Schemas = Readonly<Record<string, { readonly version: number; readonly block: BlockSchema }>>;

/** As `tofu providers schema -json` writes it for one provider. */
export interface ProviderSchemas {
  readonly provider?: { readonly version: number; readonly block: BlockSchema };
  readonly resource_schemas: Schemas;
  readonly data_source_schemas: Schemas;
}

export const schemasIn = (name: 'aws' | 'archive'): ProviderSchemas =>
  JSON.parse(readFileSync(new URL(`./schemas/${name}.json`, import.meta.url), 'utf8')) as ProviderSchemas;

const nestingNumbers: Readonly<Record<string, number>> = { single: 1, list: 2, set: 3, map: 4 };

/** The same in the protocol's messages. */
export const blockMessage = (block: BlockSchema): object => ({
  attributes: Object.entries(block.attributes).map(([name, { type, ...how }]) => ({
    name,
    type: Buffer.from(JSON.stringify(type)),
    ...how,
  })),
  block_types: Object.entries(block.block_types ?? {}).map(([name, nested]) => ({
    type_name: name,
    block: blockMessage(nested.block),
    nesting: nestingNumbers[nested.nesting_mode],
    min_items: nested.min_items ?? 0,
    max_items: nested.max_items ?? 0,
  })),
});

export const schemaMessages = (schemas: Schemas): object =>
  Object.fromEntries(
    Object.entries(schemas).map(([type, { version, block }]) => [type, { version, block: blockMessage(block) }]),
  );

import { type NewProduct, newProduct } from '@mercato/contracts/product';
import { id } from '@mercato/contracts/shared';
// The build that runs in a browser too.
import { parse } from 'csv-parse/browser/esm/sync';

/** A product as a file of the catalogue names it. */
export type CatalogueProduct = NewProduct & { readonly id: string };

/** What is wrong with one row, by its (last) line in the file as an editor counts. */
export interface RowError {
  readonly line: number;
  readonly field: string;
  readonly message: string;
}

export interface ReadProducts {
  readonly products: readonly CatalogueProduct[];
  readonly errors: readonly RowError[];
}

const required = ['id', 'sku', 'name', 'category', 'price', 'currency', 'stock'];
const optional = new Set(['description', 'imageUrl']);
const attributePrefix = 'attr:';
const importedProduct = newProduct.extend({ id });

/** Where the contract would speak of minor units and types. */
const plainly: ReadonlyMap<string, string> = new Map([
  ['price', 'must be an amount like 12.90'],
  ['stock', 'must be a whole number'],
]);

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * Products of a CSV file with a header: id, sku, name, category, price (as in 12.90), currency, stock, optionally
 * description and imageUrl, and any number of `attr:<name>` columns. Reads everything, so that all errors show at once.
 */
export const readProducts = (text: string): ReadProducts => {
  const rows = parse(text, {
    bom: true,
    info: true,
    skip_empty_lines: true,
    trim: true,
    relax_column_count: true,
  }) as unknown as readonly Parsed[];
  const [head, ...body] = rows;
  const header = head?.record ?? [];
  const wrong = headerErrors(header);
  if (wrong.length > 0) return { products: [], errors: wrong };
  return collect(header, body);
};

const headerErrors = (header: readonly string[]): RowError[] => {
  const known = (column: string): boolean =>
    required.includes(column) || optional.has(column) || column.startsWith(attributePrefix);
  const error = (field: string, message: string): RowError => ({ line: 1, field, message });
  return [
    ...required.filter((c) => !header.includes(c)).map((c) => error(c, 'the column is missing')),
    ...header.filter((c) => !known(c)).map((c) => error(c || '(empty)', 'there is no such column')),
    ...header.filter((c, i) => header.indexOf(c) < i).map((c) => error(c, 'the column is there twice')),
  ];
};

const collect = (header: readonly string[], body: readonly Parsed[]): ReadProducts => {
  const products: CatalogueProduct[] = [];
  const errors: RowError[] = [];
  const lineOf = new Map<string, number>();
  for (const { record, info } of body) {
    const line = info.lines;
    const row = readRow(header, record);
    const first = row.product && lineOf.get(row.product.id);
    if (first !== undefined) errors.push({ line, field: 'id', message: `is in line ${first} too` });
    else if (row.product) {
      lineOf.set(row.product.id, line);
      products.push(row.product);
    }
    errors.push(...row.errors.map((e) => ({ line, ...e })));
  }
  return { products, errors };
};

type FieldError = Omit<RowError, 'line'>;

const readRow = (
  header: readonly string[],
  record: readonly string[],
): { readonly product?: CatalogueProduct; readonly errors: readonly FieldError[] } => {
  if (record.length !== header.length) {
    const message = `the header has ${header.length} columns, this row ${record.length}`;
    return { errors: [{ field: '(row)', message }] };
  }
  const parsed = importedProduct.safeParse(toProduct(new Map(header.map((c, i) => [c, record[i] ?? '']))));
  if (parsed.success) return { product: parsed.data, errors: [] };
  return {
    errors: parsed.error.issues.map((issue) => {
      const field = columnOf(issue.path);
      return { field, message: plainly.get(field) ?? issue.message };
    }),
  };
};

const toProduct = (cells: ReadonlyMap<string, string>): object => {
  const cell = (column: string): string => cells.get(column) ?? '';
  const attributes = [...cells]
    .filter(([column, value]) => column.startsWith(attributePrefix) && value !== '')
    .map(([column, value]) => [column.slice(attributePrefix.length), attributeValue(value)] as const);
  return {
    id: cell('id'),
    sku: cell('sku'),
    name: cell('name'),
    description: cell('description'),
    category: cell('category'),
    price: { amount: minorUnits(cell('price'), cell('currency')), currency: cell('currency') },
    imageUrl: cell('imageUrl'),
    attributes: Object.fromEntries(attributes),
    stock: /^\d+$/.test(cell('stock')) ? Number(cell('stock')) : cell('stock'),
  };
};

/** Cents from the written price, digit by digit: a float would round some of them. Yen have no smaller unit. */
const minorUnits = (price: string, currency: string): number | string => {
  const match = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(price);
  if (!match) return price;
  const [, whole = '', fraction = ''] = match;
  if (currency === 'JPY') return fraction === '' ? Number(whole) : price;
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
};

const attributeValue = (value: string): string | number | boolean => {
  if (value === 'true' || value === 'false') return value === 'true';
  return /^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/.test(value) ? Number(value) : value;
};

/** The column that a path of the contract came from. */
const columnOf = (path: readonly PropertyKey[]): string => {
  const [first, second] = path.map(String);
  if (first === 'price') return second === 'currency' ? 'currency' : 'price';
  return first === 'attributes' ? `${attributePrefix}${second ?? ''}` : (first ?? '(row)');
};

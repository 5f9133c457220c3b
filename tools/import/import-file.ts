import { batchesOf, type ReadProducts } from '@mercato/catalogue-file';
import type { ShopClient } from '../seed/shop-client.ts';
import { say } from '../shared/progress.ts';

export interface ImportOptions {
  /** Makes each batch's Idempotency-Key; a new one for each run, since an import may well be repeated on purpose. */
  readonly runId: string;
  readonly skipInvalid: boolean;
}

const mostErrorsShown = 50;

/** Imports what was read, or says what is wrong with it. Returns whether everything asked for was done. */
export async function importProducts(
  shop: Pick<ShopClient, 'import'>,
  { products, errors }: ReadProducts,
  { runId, skipInvalid }: ImportOptions,
): Promise<boolean> {
  for (const { line, field, message } of errors.slice(0, mostErrorsShown)) say(`✗ line ${line}, ${field}: ${message}`);
  if (errors.length > mostErrorsShown) say(`✗ … and ${errors.length - mostErrorsShown} more`);
  const badLines = new Set(errors.map((e) => e.line)).size;
  if (errors.length > 0 && (!skipInvalid || products.length === 0)) {
    say(
      `Nothing was imported: ${badLines} bad of ${badLines + products.length} rows (--skip-invalid imports the others).`,
    );
    return false;
  }
  let done = 0;
  for (const [i, batch] of batchesOf(products).entries()) {
    await shop.import(batch, `import-${runId}-${i}`);
    done += batch.length;
    if (i % 10 === 9) say(`… ${done} of ${products.length} products`);
  }
  say(`✓ ${done} products imported${badLines > 0 ? `, ${badLines} rows skipped` : ''}.`);
  return true;
}

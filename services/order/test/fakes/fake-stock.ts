import { productApi } from '@mercato/contracts/product';
import { DomainError } from '@mercato/kit/errors';
import { verdict } from '@mercato/kit/service';
import type { MemoryInvoker } from '@mercato/testkit';

interface Product {
  readonly price: number;
  readonly received: number;
  onHand: number;
  reserved: number;
  sold: number;
}

interface Line {
  readonly key: string;
  readonly productId: string;
}

/** Stock as the product service keeps it: idempotent by key, with tombstones. */
export class FakeStock {
  readonly products = new Map<string, Product>();
  readonly #reservations = new Map<string, { status: 'reserved' | 'sold' | 'released'; readonly quantity: number }>();

  receive(id: string, units: number, price = 1_000): void {
    this.products.set(id, { price, received: units, onHand: units, reserved: 0, sold: 0 });
  }

  get reserved(): number {
    return [...this.products.values()].reduce((sum, p) => sum + p.reserved, 0);
  }

  get sold(): number {
    return [...this.products.values()].reduce((sum, p) => sum + p.sold, 0);
  }

  answer(invoker: MemoryInvoker): void {
    const body = async <T extends object>(work: () => T) => (await verdict(() => Promise.resolve().then(work))).body;
    invoker.register('product', productApi.reserve, (input) =>
      body(() => ({ lines: input.body.lines.map((line) => this.#reserve(line, line.quantity)) })),
    );
    invoker.register('product', productApi.commit, (input) =>
      body(() => each(input.body.lines, (l) => this.#commit(l))),
    );
    invoker.register('product', productApi.release, (input) =>
      body(() => each(input.body.lines, (l) => this.#release(l))),
    );
  }

  #reserve({ key, productId }: Line, quantity: number) {
    const product = this.products.get(productId);
    if (!product) throw new DomainError('product.not_found', productId);
    const known = this.#reservations.get(key);
    if (known?.status === 'released') throw new DomainError('reservation.closed', key);
    if (!known) {
      if (product.onHand < quantity) throw new DomainError('stock.insufficient', productId);
      product.onHand -= quantity;
      product.reserved += quantity;
      this.#reservations.set(key, { status: 'reserved', quantity });
    }
    const unitPrice = { amount: product.price, currency: 'EUR' as const };
    return { key, productId, quantity, sku: `SKU-${productId.toUpperCase()}`, name: `Product ${productId}`, unitPrice };
  }

  #commit({ key, productId }: Line): void {
    const known = this.#reservations.get(key);
    const product = this.products.get(productId);
    if (!known || !product || known.status === 'released') throw new DomainError('reservation.closed', key);
    if (known.status === 'sold') return;
    known.status = 'sold';
    product.reserved -= known.quantity;
    product.sold += known.quantity;
  }

  #release({ key, productId }: Line): void {
    const known = this.#reservations.get(key);
    const product = this.products.get(productId);
    if (!product || known?.status === 'released') return;
    this.#reservations.set(key, { status: 'released', quantity: 0 });
    if (!known) return;
    if (known.status === 'sold') product.sold -= known.quantity;
    else product.reserved -= known.quantity;
    product.onHand += known.quantity;
  }
}

const each = <T>(items: readonly T[], work: (item: T) => void): object => {
  for (const item of items) work(item);
  return {};
};

import { Link } from 'wouter';
import type { Product } from '../api/client.ts';
import { ProductArt } from '../art/ProductArt.tsx';
import { useText } from '../text/index.ts';
import { useMoney } from '../ui/format.ts';

const fewLeft = 5;

export const StockNote = ({ available }: { readonly available: number }) => {
  const text = useText();
  if (available === 0) return <span className="stock none">{text('soldOut')}</span>;
  const key = available <= fewLeft ? 'lastOnes' : 'inStock';
  return <span className={available <= fewLeft ? 'stock few' : 'stock'}>{text(key, { count: available })}</span>;
};

export const ProductCard = ({ product }: { readonly product: Product }) => {
  const money = useMoney();
  const { id, name, category, price, stock } = product;
  return (
    <li className="card">
      <ProductArt id={id} category={category} />
      <h3>
        <Link href={`/products/${id}`}>{name}</Link>
      </h3>
      <p className="card-foot">
        <strong>{money(price)}</strong> <StockNote available={stock.available} />
      </p>
    </li>
  );
};

interface ProductGridProps {
  /** Undefined as long as nobody knows. */
  readonly products: readonly Product[] | undefined;
  /** How many there will probably be: their places are kept, so that nothing jumps when they come. */
  readonly expected: number;
}

export const ProductGrid = ({ products, expected }: ProductGridProps) => (
  <ul className="grid" aria-busy={products === undefined}>
    {products === undefined &&
      Array.from({ length: expected }, (_, n) => <li key={n} className="card waiting" aria-hidden="true" />)}
    {products?.map((product) => (
      <ProductCard key={product.id} product={product} />
    ))}
  </ul>
);

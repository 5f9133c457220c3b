import { useState } from 'react';
import { Link } from 'wouter';
import { type Product, ShopError } from '../api/client.ts';
import { ProductArt } from '../art/ProductArt.tsx';
import { useCart, useChangeCart } from '../cart/useCart.ts';
import { useText } from '../text/index.ts';
import { useMoney } from '../ui/format.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { usePageTitle } from '../ui/usePageTitle.ts';
import { StockNote } from './ProductCard.tsx';
import { searchPath } from './filters.ts';
import { wordsOf } from './words.ts';
import { useCategories, useProduct } from './useCatalogue.ts';

const AddToCart = ({ product }: { readonly product: Product }) => {
  const text = useText();
  const cart = useCart();
  const change = useChangeCart();
  const [quantity, setQuantity] = useState(1);
  const { id, stock } = product;
  const most = Math.min(99, stock.available);
  const held = cart.data?.lines.find(({ productId }) => productId === id)?.quantity ?? 0;
  return (
    <form
      className="buy"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ productId: id, quantity: Math.min(99, held + quantity) });
      }}
    >
      <label>
        {text('quantity')}{' '}
        <input
          type="number"
          min={1}
          max={Math.max(1, most)}
          value={quantity}
          onChange={({ target }) => setQuantity(Math.max(1, target.valueAsNumber || 1))}
        />
      </label>
      <button type="submit" disabled={most === 0 || change.isPending}>
        {text('addToCart')}
      </button>
      <span role="status">
        {change.isSuccess && (
          <>
            {text('added')} <Link href="/cart">{text('toCart')}</Link>
          </>
        )}
      </span>
      {change.error && <Trouble error={change.error} />}
    </form>
  );
};

const Attributes = ({ attributes }: Pick<Product, 'attributes'>) => (
  <dl className="attributes">
    {Object.entries(attributes).map(([name, value]) => (
      <div key={name}>
        <dt>{wordsOf(name)}</dt>
        <dd>{String(value)}</dd>
      </div>
    ))}
  </dl>
);

const Found = ({ product }: { readonly product: Product }) => {
  const text = useText();
  const money = useMoney();
  const category = useCategories().data?.find(({ slug }) => slug === product.category)?.name ?? product.category;
  usePageTitle(product.name);
  return (
    <article className="product">
      <ProductArt id={product.id} category={product.category} />
      <div>
        <p>
          <Link href={searchPath({ category: product.category })}>{category}</Link>
        </p>
        <h1>{product.name}</h1>
        <p className="price">
          <strong>{money(product.price)}</strong> <StockNote available={product.stock.available} />
        </p>
        <p>{product.description}</p>
        <AddToCart product={product} />
        <h2>{text('details')}</h2>
        <Attributes attributes={product.attributes} />
        <p className="quiet">{product.sku}</p>
      </div>
    </article>
  );
};

const Missing = ({ error, retry }: { readonly error: Error; readonly retry: () => void }) => {
  const text = useText();
  const isGone = error instanceof ShopError && error.code === 'product.not_found';
  usePageTitle(text('notFound'));
  return (
    <>
      <h1>{text('notFound')}</h1>
      <Trouble error={error} retry={isGone ? undefined : retry} />
      <Link href="/search">{text('allProducts')}</Link>
    </>
  );
};

export const ProductPage = ({ id }: { readonly id: string }) => {
  const { data: product, error, refetch } = useProduct(id);
  if (product) return <Found product={product} />;
  if (error) return <Missing error={error} retry={() => void refetch()} />;
  return <div className="product waiting" aria-busy="true" />;
};

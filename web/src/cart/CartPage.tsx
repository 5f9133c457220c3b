import { useId } from 'react';
import { Link } from 'wouter';
import type { Cart, CartLine } from '../api/client.ts';
import { useText } from '../text/index.ts';
import { useMoney } from '../ui/format.ts';
import { Empty } from '../ui/Empty.tsx';
import { Trouble } from '../ui/Trouble.tsx';
import { usePageTitle } from '../ui/usePageTitle.ts';
import { useCart, useChangeCart, type Wish } from './useCart.ts';

interface LineProps {
  readonly line: CartLine;
  readonly change: (wish: Wish) => void;
}

const Line = ({ line, change }: LineProps) => {
  const text = useText();
  const money = useMoney();
  const id = useId();
  const { productId, name, quantity, lineTotal, flags, available } = line;
  return (
    <li className="line">
      <Link href={`/products/${productId}`} className="line-name">
        {name}
      </Link>
      <span className="line-tools">
        <label htmlFor={id}>{text('quantity')}</label>
        <input
          id={id}
          type="number"
          min={1}
          max={Math.max(1, Math.min(99, available))}
          value={quantity}
          onChange={({ target }) => target.valueAsNumber >= 1 && change({ productId, quantity: target.valueAsNumber })}
        />
        <button type="button" className="plain" onClick={() => change({ productId, quantity: 0 })}>
          {text('remove')} <span className="hidden">{name}</span>
        </button>
      </span>
      <strong className="amount">{money(lineTotal)}</strong>
      {flags.map((flag) => (
        <em key={flag} className="flag">
          {text(`flag_${flag}`)}
        </em>
      ))}
    </li>
  );
};

const Filled = ({ cart }: { readonly cart: Cart }) => {
  const text = useText();
  const money = useMoney();
  const change = useChangeCart();
  return (
    <>
      {cart.degraded && <p role="status">{text('cartDegraded')}</p>}
      {change.error && <Trouble error={change.error} />}
      <ul className="lines">
        {cart.lines.map((line) => (
          <Line key={line.productId} line={line} change={change.mutate} />
        ))}
      </ul>
      <p className="total">
        {text('total')} <strong>{money(cart.total)}</strong>
      </p>
      <p className="onward">
        <Link href="/search">{text('keepShopping')}</Link>
        <Link href="/checkout" className="button">
          {text('toCheckout')}
        </Link>
      </p>
    </>
  );
};

export const CartPage = () => {
  const text = useText();
  const { data: cart, error, refetch } = useCart();
  usePageTitle(text('cart'));
  return (
    <>
      <h1>{text('cart')}</h1>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {cart?.lines.length === 0 && <Empty says="cartEmpty" />}
      {cart && cart.lines.length > 0 && <Filled cart={cart} />}
    </>
  );
};

import { useState } from 'react';
import { useLocation } from 'wouter';
import { Members } from '../account/Members.tsx';
import type { Cart, User } from '../api/client.ts';
import { useCart, useForgetCart } from '../cart/useCart.ts';
import { useText } from '../text/index.ts';
import { Empty } from '../ui/Empty.tsx';
import { Field } from '../ui/Field.tsx';
import { Form } from '../ui/Form.tsx';
import { useMoney } from '../ui/format.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { usePageTitle } from '../ui/usePageTitle.ts';
import { trimmed } from '../ui/values.ts';
import { AddressFields } from './AddressFields.tsx';
import { cardOf, isLocal, testCards } from './card.ts';
import { usePlaceOrder } from './usePlaceOrder.ts';

const TestCards = ({ choose }: { readonly choose: (number: string) => void }) => {
  const text = useText();
  return (
    <div className="hint">
      <p>{text('cardHint')}</p>
      <ul>
        {testCards.map(([number, key]) => (
          <li key={number}>
            <button type="button" className="plain" onClick={() => choose(number)}>
              {number}
            </button>{' '}
            {text(key)}
          </li>
        ))}
      </ul>
    </div>
  );
};

const CardFields = ({ error }: { readonly error: unknown }) => {
  const text = useText();
  const [number, setNumber] = useState('');
  return (
    <fieldset>
      <legend>{text('payment')}</legend>
      {isLocal() && <TestCards choose={setNumber} />}
      <Field
        label={text('cardNumber')}
        name="number"
        pointer="/payment/card/number"
        inputMode="numeric"
        autoComplete="cc-number"
        value={number}
        onChange={({ target }) => setNumber(target.value)}
        error={error}
        required
      />
      <Field
        label={text('cardExpiry')}
        name="expiry"
        pattern="(0?[1-9]|1[0-2])/[0-9]{2}"
        autoComplete="cc-exp"
        defaultValue={isLocal() ? '12/35' : ''}
        error={error}
        required
      />
      <Field
        label={text('cardCvc')}
        name="cvc"
        pattern="[0-9]{3,4}"
        inputMode="numeric"
        autoComplete="cc-csc"
        defaultValue={isLocal() ? '123' : ''}
        error={error}
        required
      />
    </fieldset>
  );
};

const Summary = ({ cart }: { readonly cart: Cart }) => {
  const text = useText();
  const money = useMoney();
  return (
    <section className="summary" aria-label={text('cart')}>
      <ul className="lines">
        {cart.lines.map(({ productId, name, quantity, lineTotal }) => (
          <li key={productId} className="line">
            <span className="line-name">
              {quantity} × {name}
            </span>
            <span className="amount">{money(lineTotal)}</span>
          </li>
        ))}
      </ul>
      <p className="total">
        {text('total')} <strong>{money(cart.total)}</strong>
      </p>
    </section>
  );
};

const OrderForm = ({ user, cart }: { readonly user: User; readonly cart: Cart }) => {
  const forgetCart = useForgetCart();
  const [, navigate] = useLocation();
  const place = usePlaceOrder();
  const send = (values: Readonly<Record<string, string>>): void => {
    const { name = '', street = '', postalCode = '', city = '', country = '', ...card } = values;
    const shippingAddress = trimmed({ name, street, postalCode, city, country });
    place.mutate(
      { cart, shippingAddress, payment: { card: cardOf(card) } },
      {
        onSuccess: ({ id }) => {
          forgetCart();
          navigate(`/orders/${id}`);
        },
      },
    );
  };
  return (
    <Form className="checkout" action={place.isPending ? 'ordering' : 'order'} send={send} state={place}>
      <AddressFields user={user} error={place.error} />
      <CardFields error={place.error} />
      <Summary cart={cart} />
    </Form>
  );
};

const Checkout = ({ user }: { readonly user: User }) => {
  const { data: cart, error, refetch } = useCart();
  if (error && !cart) return <Trouble error={error} retry={() => void refetch()} />;
  if (!cart) return null;
  return cart.lines.length === 0 ? <Empty says="cartEmpty" /> : <OrderForm user={user} cart={cart} />;
};

export const CheckoutPage = () => {
  const text = useText();
  usePageTitle(text('checkout'));
  return (
    <>
      <h1>{text('checkout')}</h1>
      <Members next="/checkout" why="checkoutSignIn">
        {(user) => <Checkout user={user} />}
      </Members>
    </>
  );
};

import { type ReactNode, useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { useSession } from '../account/session.ts';
import { useCart } from '../cart/useCart.ts';
import { SearchBox } from '../catalogue/SearchBox.tsx';
import { useText } from '../text/index.ts';
import { Icon } from '../ui/Icon.tsx';
import { LanguageChoice } from '../ui/LanguageChoice.tsx';

const CartLink = () => {
  const text = useText();
  const count = useCart().data?.lines.reduce((sum, { quantity }) => sum + quantity, 0) ?? 0;
  return (
    <Link href="/cart" className="cart-link">
      <Icon name="cart" /> {text('cart')} <span className="count">{count}</span>
    </Link>
  );
};

const Navigation = () => {
  const text = useText();
  const isGuest = useSession().is === 'guest';
  return (
    <nav aria-label={text('shop')}>
      {!isGuest && (
        <Link href="/orders">
          <Icon name="parcel" /> {text('orders')}
        </Link>
      )}
      <Link href={isGuest ? '/sign-in' : '/account'}>
        <Icon name="person" /> {text(isGuest ? 'signIn' : 'account')}
      </Link>
      <CartLink />
    </nav>
  );
};

/** Head, foot, and between them the page, which takes the focus when it changes. */
export const Layout = ({ children }: { readonly children: ReactNode }) => {
  const text = useText();
  const main = useRef<HTMLElement>(null);
  const [path] = useLocation();
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current !== path) main.current?.focus();
    shown.current = path;
  }, [path]);
  return (
    <>
      <a className="skip" href="#main">
        {text('skip')}
      </a>
      <header className="top">
        <Link href="/" className="brand">
          <Icon name="shop" /> {text('shop')}
        </Link>
        <SearchBox />
        <Navigation />
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {children}
      </main>
      <footer>
        <p>{text('tagline')}</p>
        <LanguageChoice label={text('language')} />
      </footer>
    </>
  );
};

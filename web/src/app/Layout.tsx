import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
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

/** A new page has the focus and is seen from its top; one that was gone back to is where the browser left it. */
const useNewPage = (path: string, main: RefObject<HTMLElement | null>): void => {
  const shown = useRef(path);
  const goneBack = useRef(false);
  useEffect(() => {
    const note = (): void => {
      goneBack.current = true;
    };
    globalThis.addEventListener('popstate', note);
    return () => globalThis.removeEventListener('popstate', note);
  }, []);
  useEffect(() => {
    if (shown.current !== path) {
      main.current?.focus({ preventScroll: true });
      if (!goneBack.current) globalThis.scrollTo(0, 0);
    }
    shown.current = path;
    goneBack.current = false;
  }, [path, main]);
};

/** Head, foot, and between them the page, which takes the focus when it changes. */
export const Layout = ({ children }: { readonly children: ReactNode }) => {
  const text = useText();
  const main = useRef<HTMLElement>(null);
  const [path] = useLocation();
  useNewPage(path, main);
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

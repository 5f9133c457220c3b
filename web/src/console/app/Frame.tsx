import { type ReactNode, useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { session, useUser } from '../../account/session.ts';
import { LanguageChoice } from '../../ui/LanguageChoice.tsx';
import { useText } from '../text/index.ts';
import { Menu } from './Menu.tsx';

const Me = () => {
  const text = useText();
  return (
    <div className="me">
      <p>
        {useUser()?.username}
        <a href="/">{text('toShop')}</a>
      </p>
      <button type="button" className="plain" onClick={() => void session.signOut()}>
        {text('signOut')}
      </button>
      <LanguageChoice label={text('language')} />
    </div>
  );
};

/** The menu at the side, and the page, which takes the focus when it changes. */
export const Frame = ({ children }: { readonly children: ReactNode }) => {
  const text = useText();
  const [path] = useLocation();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current !== path) main.current?.focus();
    shown.current = path;
  }, [path]);
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {text('skip')}
      </a>
      <header className="side">
        <div className="side-inner">
          <Link href="/" className="brand">
            Mercato <span>{text('operations')}</span>
          </Link>
          <Menu />
          <Me />
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
};

import type { ReactNode } from 'react';
import { usePageTitle } from '../../ui/usePageTitle.ts';

interface HeadProps {
  readonly title: string;
  /** What the page is about, in a sentence. */
  readonly children?: ReactNode;
  /** Beside the title. */
  readonly tools?: ReactNode;
}

/** The title of a page, which is the window's too. */
export const Head = ({ title, children, tools }: HeadProps) => {
  usePageTitle(title);
  return (
    <header className="head">
      <div>
        <h1>{title}</h1>
        {children !== undefined && <p className="quiet">{children}</p>}
      </div>
      {tools !== undefined && <div className="row">{tools}</div>}
    </header>
  );
};

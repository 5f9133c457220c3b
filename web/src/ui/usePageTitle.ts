import { useEffect } from 'react';

/** The window's title, which a screen reader says when the page changes. */
export const usePageTitle = (title: string): void => {
  useEffect(() => {
    document.title = `${title} · Mercato`;
  }, [title]);
};

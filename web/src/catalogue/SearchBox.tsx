import { useEffect, useRef } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useText } from '../text/index.ts';
import { filtersIn, searchPath } from './filters.ts';

const pauseMs = 200;

/** What the address searches for, and how to search for something else: now, or when typing has paused. */
const useSearching = () => {
  const [path, navigate] = useLocation();
  const { q = '', ...others } = filtersIn(useSearch());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const now = (text: string): void => {
    globalThis.clearTimeout(timer.current);
    const kept = path === '/search' ? others : {};
    const wanted = text.trim();
    // Only the first search of a burst is a step of the history.
    navigate(searchPath(wanted === '' ? kept : { ...kept, q: wanted }), { replace: path === '/search' });
  };
  useEffect(() => {
    // Who went on to a page is not fetched back from it by what was typed just before.
    if (path !== '/search') globalThis.clearTimeout(timer.current);
  }, [path]);
  const soon = (text: string): void => {
    globalThis.clearTimeout(timer.current);
    timer.current = globalThis.setTimeout(() => now(text), pauseMs);
  };
  return { q, now, soon };
};

/** Searches as one types; every search has an address. */
export const SearchBox = () => {
  const text = useText();
  const { q, now, soon } = useSearching();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // What the address says wins, except over what is just being typed.
    if (field.current && document.activeElement !== field.current) field.current.value = q;
  }, [q]);
  return (
    <search>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          now(field.current?.value ?? '');
        }}
      >
        <input
          ref={field}
          type="search"
          name="q"
          maxLength={200}
          defaultValue={q}
          aria-label={text('search')}
          placeholder={text('searchHint')}
          onChange={({ target }) => soon(target.value)}
        />
      </form>
    </search>
  );
};

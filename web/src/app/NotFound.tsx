import { Link } from 'wouter';
import { useText } from '../text/index.ts';
import { usePageTitle } from '../ui/usePageTitle.ts';

export const NotFound = () => {
  const text = useText();
  usePageTitle(text('notFound'));
  return (
    <>
      <h1>{text('notFound')}</h1>
      <p>{text('notFoundHint')}</p>
      <Link href="/" className="button">
        {text('home')}
      </Link>
    </>
  );
};

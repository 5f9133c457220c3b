import { Link } from 'wouter';
import { type TextKey, useText } from '../text/index.ts';

/** Nothing is here yet, and where there is something. */
export const Empty = ({ says }: { readonly says: TextKey }) => {
  const text = useText();
  return (
    <div className="empty">
      <p>{text(says)}</p>
      <Link href="/search" className="button">
        {text('keepShopping')}
      </Link>
    </div>
  );
};

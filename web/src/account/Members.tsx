import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { User } from '../api/client.ts';
import { type TextKey, useText } from '../text/index.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { useWho } from './useWho.ts';

interface MembersProps {
  /** Where a guest comes back to after signing in. */
  readonly next: string;
  /** Why one should. */
  readonly why: TextKey;
  readonly children: (user: User) => ReactNode;
}

/** What only somebody who is signed in sees; others see how to get there. */
export const Members = ({ next, why, children }: MembersProps) => {
  const text = useText();
  const { state, error, refetch } = useWho();
  if (state.is === 'member') return children(state.user);
  if (state.is === 'unknown')
    return error ? <Trouble error={error} retry={() => void refetch()} /> : <p className="quiet">{text('loading')}</p>;
  return (
    <div className="empty">
      <p>{text(why)}</p>
      <Link href={`/sign-in?next=${encodeURIComponent(next)}`} className="button">
        {text('signIn')}
      </Link>
    </div>
  );
};

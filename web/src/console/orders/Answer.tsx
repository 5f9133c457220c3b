import type { ReactNode } from 'react';
import { useText } from '../text/index.ts';
import { Trouble } from '../ui/Trouble.tsx';

/** What another service said, or did not. */
export interface Asked<T> {
  readonly data?: T | null | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

interface AnswerProps<T> {
  readonly of: Asked<T>;
  /** Said where there is no such thing. */
  readonly none: string;
  readonly children: (data: T) => ReactNode;
}

/** A part of a page that one service knows: if that is away, the others are still there. */
export const Answer = <T,>({ of, none, children }: AnswerProps<T>) => {
  const text = useText();
  if (of.data != null) return children(of.data);
  if (of.error) return <Trouble error={of.error} retry={() => void of.refetch()} />;
  return <p className="empty">{of.data === null ? none : text('loading')}</p>;
};

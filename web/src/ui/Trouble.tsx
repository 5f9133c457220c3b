import type { ReactNode } from 'react';
import { ShopError } from '../api/client.ts';
import { keyFor, type TextKey, useText } from '../text/index.ts';

export const troubleKey = (error: unknown): TextKey =>
  keyFor('error', error instanceof ShopError ? error.code : 'other', 'error_other');

interface TroubleProps {
  readonly error: unknown;
  readonly retry?: (() => void) | undefined;
  readonly children?: ReactNode;
}

/** What went wrong in a sentence, and a way on. Screen readers hear it at once. */
export const Trouble = ({ error, retry, children }: TroubleProps) => {
  const text = useText();
  return (
    <div className="trouble" role="alert">
      <p>{text(troubleKey(error))}</p>
      {retry && (
        <button type="button" onClick={retry}>
          {text('tryAgain')}
        </button>
      )}
      {children}
    </div>
  );
};

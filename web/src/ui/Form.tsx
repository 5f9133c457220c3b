import type { ReactNode } from 'react';
import { useText, type TextKey } from '../text/index.ts';
import { Trouble } from './Trouble.tsx';
import { valuesOf } from './values.ts';

interface FormProps {
  readonly children: ReactNode;
  /** The button's text. */
  readonly action: TextKey;
  readonly send: (values: Readonly<Record<string, string>>) => void;
  readonly state: { readonly isPending: boolean; readonly isSuccess: boolean; readonly error: unknown };
  /** Said when it was done. */
  readonly done?: TextKey;
  readonly className?: string;
}

/** Fields, what went wrong with the last try, and the button. */
export const Form = ({ children, action, send, state, done, className }: FormProps) => {
  const text = useText();
  return (
    <form
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        send(valuesOf(new FormData(event.currentTarget)));
      }}
    >
      {children}
      {state.error !== null && <Trouble error={state.error} />}
      {done && <p role="status">{state.isSuccess && text(done)}</p>}
      <button type="submit" disabled={state.isPending}>
        {text(action)}
      </button>
    </form>
  );
};

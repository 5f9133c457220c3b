import type { ReactNode } from 'react';
import { valuesOf } from '../../ui/values.ts';
import { Trouble } from './Trouble.tsx';

interface FormProps {
  readonly children: ReactNode;
  /** The button's text. */
  readonly action: string;
  readonly send: (values: Readonly<Record<string, string>>) => void;
  readonly state: { readonly isPending: boolean; readonly isSuccess: boolean; readonly error: unknown };
  /** Said when it was done. */
  readonly done?: string;
  readonly className?: string;
}

/** Fields, the button, and what came of the last try. */
export const Form = ({ children, action, send, state, done, className }: FormProps) => (
  <form
    className={className}
    onSubmit={(event) => {
      event.preventDefault();
      send(valuesOf(new FormData(event.currentTarget)));
    }}
  >
    {children}
    <p className="row">
      <button type="submit" disabled={state.isPending}>
        {action}
      </button>
      {done !== undefined && (
        <span role="status" className="done">
          {state.isSuccess && done}
        </span>
      )}
    </p>
    {state.error != null && <Trouble error={state.error} />}
  </form>
);

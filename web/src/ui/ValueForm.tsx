import type { ReactNode } from 'react';
import { valuesOf } from './values.ts';

export interface FormProps<Text> {
  readonly children: ReactNode;
  /** The button's text. */
  readonly action: Text;
  readonly send: (values: Readonly<Record<string, string>>) => void;
  readonly state: { readonly isPending: boolean; readonly isSuccess: boolean; readonly error: unknown };
  /** Said when it was done. */
  readonly done?: Text;
  readonly className?: string | undefined;
}

/** A form that sends what its fields hold, and stays where it is. */
export const ValueForm = ({
  children,
  send,
  className,
}: Pick<FormProps<unknown>, 'children' | 'send' | 'className'>) => (
  <form
    className={className}
    onSubmit={(event) => {
      event.preventDefault();
      send(valuesOf(new FormData(event.currentTarget)));
    }}
  >
    {children}
  </form>
);

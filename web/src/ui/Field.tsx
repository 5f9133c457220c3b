import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, useId } from 'react';
import { ShopError } from '../api/client.ts';

interface Labelled {
  readonly label: string;
  readonly name: string;
  /** Of the last try: what it says about this field is shown beside it. */
  readonly error?: unknown;
  /** Where the field stands in the request, if not under its name. */
  readonly pointer?: string;
}

/** What ties the control to its label and to what is said of it. */
interface Ties {
  readonly id: string;
  readonly name: string;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-describedby': string | undefined;
}

const faultOf = (error: unknown, pointer: string): string | undefined =>
  error instanceof ShopError ? error.problem?.errors?.find((fault) => fault.pointer === pointer)?.message : undefined;

const Frame = ({
  label,
  name,
  error,
  pointer = `/${name}`,
  children,
}: Labelled & { readonly children: (ties: Ties) => ReactNode }) => {
  const id = useId();
  const fault = faultOf(error, pointer);
  const isFine = fault === undefined;
  return (
    <p className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        name,
        'aria-invalid': isFine ? undefined : true,
        'aria-describedby': isFine ? undefined : `${id}-fault`,
      })}
      {!isFine && (
        <span id={`${id}-fault`} className="fault">
          {fault}
        </span>
      )}
    </p>
  );
};

type FieldProps = Labelled & InputHTMLAttributes<HTMLInputElement>;

export const Field = ({ label, name, error, pointer, ...input }: FieldProps) => (
  <Frame {...{ label, name, error, ...(pointer !== undefined && { pointer }) }}>
    {(ties) => <input {...ties} {...input} />}
  </Frame>
);

type SelectFieldProps = Labelled & SelectHTMLAttributes<HTMLSelectElement>;

export const SelectField = ({ label, name, error, pointer, ...select }: SelectFieldProps) => (
  <Frame {...{ label, name, error, ...(pointer !== undefined && { pointer }) }}>
    {(ties) => <select {...ties} {...select} />}
  </Frame>
);

import { type InputHTMLAttributes, useId } from 'react';
import { ShopError } from '../api/client.ts';

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly label: string;
  readonly name: string;
  /** Of the last try: what it says about this field is shown beside it. */
  readonly error?: unknown;
  /** Where the field stands in the request, if not under its name. */
  readonly pointer?: string;
}

const faultOf = (error: unknown, pointer: string): string | undefined =>
  error instanceof ShopError ? error.problem?.errors?.find((fault) => fault.pointer === pointer)?.message : undefined;

export const Field = ({ label, name, error, pointer = `/${name}`, ...input }: FieldProps) => {
  const id = useId();
  const fault = faultOf(error, pointer);
  return (
    <p className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={name}
        aria-invalid={fault === undefined ? undefined : true}
        aria-describedby={fault === undefined ? undefined : `${id}-fault`}
        {...input}
      />
      {fault !== undefined && (
        <span id={`${id}-fault`} className="fault">
          {fault}
        </span>
      )}
    </p>
  );
};

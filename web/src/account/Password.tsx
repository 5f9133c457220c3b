import { useText } from '../text/index.ts';
import { Field } from '../ui/Field.tsx';

interface PasswordProps {
  /** What a password manager is to do. */
  readonly kind: 'new-password' | 'current-password';
  /** Of the last try. */
  readonly error: unknown;
}

export const Password = ({ kind, error }: PasswordProps) => (
  <Field
    label={useText()('password')}
    name="password"
    type="password"
    minLength={10}
    maxLength={128}
    autoComplete={kind}
    error={error}
    required
  />
);

import { useMutation } from '@tanstack/react-query';
import { useSearch } from 'wouter';
import { answered, api } from '../api/client.ts';
import { useText } from '../text/index.ts';
import { Field } from '../ui/Field.tsx';
import { Form } from '../ui/Form.tsx';
import { usePageTitle } from '../ui/usePageTitle.ts';
import { Password } from './Password.tsx';

type Values = Readonly<Record<string, string>>;

const Ask = () => {
  const text = useText();
  const ask = useMutation({
    mutationFn: ({ email = '' }: Values) => answered(api.POST('/api/users/password-reset', { body: { email } })),
  });
  return (
    <Form action="askReset" send={ask.mutate} state={ask} done="resetSent">
      <Field label={text('email')} name="email" type="email" autoComplete="email" error={ask.error} required />
    </Form>
  );
};

const Confirm = ({ token }: { readonly token: string }) => {
  const text = useText();
  const confirm = useMutation({
    mutationFn: ({ code = '', password = '' }: Values) =>
      answered(api.POST('/api/users/password-reset/confirm', { body: { token: code.trim(), password } })),
  });
  return (
    <Form action="setPassword" send={confirm.mutate} state={confirm} done="passwordSet">
      <Field label={text('resetToken')} name="code" defaultValue={token} autoComplete="one-time-code" required />
      <Password kind="new-password" error={confirm.error} />
    </Form>
  );
};

export const ResetPage = () => {
  const text = useText();
  const token = new URLSearchParams(useSearch()).get('token') ?? '';
  usePageTitle(text('setPassword'));
  return (
    <div className="narrow">
      <h1>{text('setPassword')}</h1>
      {token === '' && <Ask />}
      <Confirm token={token} />
    </div>
  );
};

import { useMutation } from '@tanstack/react-query';
import { answered, api, type User } from '../api/client.ts';
import { useText } from '../text/index.ts';
import { Field } from '../ui/Field.tsx';
import { Form } from '../ui/Form.tsx';
import { Password } from './Password.tsx';

const change = (id: string, { currentPassword = '', password = '' }: Readonly<Record<string, string>>) =>
  answered(api.PUT('/api/users/{id}/password', { params: { path: { id } }, body: { currentPassword, password } }));

export const ChangePassword = ({ user }: { readonly user: User }) => {
  const text = useText();
  const saving = useMutation({ mutationFn: (values: Readonly<Record<string, string>>) => change(user.id, values) });
  return (
    <section aria-labelledby="change-password">
      <h2 id="change-password">{text('setPassword')}</h2>
      <Form action="setPassword" send={saving.mutate} state={saving} done="passwordChanged">
        {/* For password managers, which want to know whose it is. */}
        <input type="email" name="email" defaultValue={user.email} autoComplete="username" hidden />
        <Field
          label={text('currentPassword')}
          name="currentPassword"
          type="password"
          maxLength={128}
          autoComplete="current-password"
          required
        />
        <Password kind="new-password" error={saving.error} />
      </Form>
    </section>
  );
};

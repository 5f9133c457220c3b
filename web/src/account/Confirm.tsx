import { useMutation } from '@tanstack/react-query';
import { answered, api } from '../api/client.ts';
import { useText } from '../text/index.ts';
import { Field } from '../ui/Field.tsx';
import { Form } from '../ui/Form.tsx';
import { session } from './session.ts';
import { Password } from './Password.tsx';

/** What was typed when registering; gone with the page. */
export interface Registered {
  readonly password: string;
  readonly remember: boolean;
}

interface ConfirmProps {
  readonly code?: string;
  readonly registered?: Registered;
}

/** The code from the mail becomes an account, and its owner is signed in. */
const confirmWith =
  (registered: Registered | undefined) =>
  async ({ code = '', password = registered?.password ?? '' }: Readonly<Record<string, string>>): Promise<void> => {
    const body = { token: code.trim(), password };
    const { email } = await answered(api.POST('/api/users/register/confirm', { body }));
    await session.signIn({ email, password, remember: registered?.remember ?? false });
  };

// Mails of a shop on one's own machine lie in a folder.
const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(location.hostname);

/** Asks for the code from the mail, and for the password where this page does not know it. */
export const Confirm = ({ code = '', registered }: ConfirmProps) => {
  const text = useText();
  const confirm = useMutation({ mutationFn: confirmWith(registered) });
  return (
    <>
      {registered && <p role="status">{text('confirmSent')}</p>}
      {isHere && <p className="quiet">{text('confirmHere')}</p>}
      <Form action="confirm" send={confirm.mutate} state={confirm}>
        <Field label={text('resetToken')} name="code" defaultValue={code} autoComplete="one-time-code" required />
        {!registered && <Password kind="current-password" error={confirm.error} />}
      </Form>
    </>
  );
};

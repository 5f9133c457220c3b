import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, Redirect, useSearch } from 'wouter';
import { answered, api } from '../api/client.ts';
import { useText } from '../text/index.ts';
import { Field } from '../ui/Field.tsx';
import { Form } from '../ui/Form.tsx';
import { usePageTitle } from '../ui/usePageTitle.ts';
import { Confirm, type Registered } from './Confirm.tsx';
import { nextOf } from './next.ts';
import { session, useSession } from './session.ts';
import { Password } from './Password.tsx';

/** Signs in, or asks for an account; then a mail is on its way. */
const send = async (values: Readonly<Record<string, string>>): Promise<Registered | undefined> => {
  const { email = '', password = '', username } = values;
  const remember = values['remember'] !== undefined;
  if (username === undefined) {
    await session.signIn({ email, password, remember });
    return undefined;
  }
  await answered(api.POST('/api/users/register', { body: { email, password, username } }));
  return { password, remember };
};

const usernamePattern = String.raw`[A-Za-z0-9._\-]{3,80}`;

interface EnterFormProps {
  readonly isNew: boolean;
  readonly registered: (registered: Registered | undefined) => void;
}

const EnterForm = ({ isNew, registered }: EnterFormProps) => {
  const text = useText();
  const enter = useMutation({ mutationFn: send, onSuccess: registered });
  const { error } = enter;
  return (
    <Form action={isNew ? 'register' : 'signIn'} send={enter.mutate} state={enter}>
      <Field label={text('email')} name="email" type="email" autoComplete="email" error={error} required />
      {isNew && (
        <Field
          label={text('username')}
          name="username"
          pattern={usernamePattern}
          autoComplete="username"
          error={error}
          required
        />
      )}
      <Password kind={isNew ? 'new-password' : 'current-password'} error={error} />
      <label className="choice">
        <input type="checkbox" name="remember" /> {text('remember')}
      </label>
    </Form>
  );
};

export const SignInPage = () => {
  const text = useText();
  const [isNew, setNew] = useState(false);
  const [registered, setRegistered] = useState<Registered>();
  const title = text(isNew ? 'register' : 'signIn');
  const next = nextOf(useSearch());
  usePageTitle(title);
  // Also when it was another tab that signed in.
  if (useSession().is === 'member') return <Redirect to={next} replace />;
  if (registered)
    return (
      <div className="narrow">
        <h1>{text('confirmAddress')}</h1>
        <Confirm registered={registered} />
        <p>
          <button type="button" className="plain" onClick={() => setRegistered(undefined)}>
            {text('registerAgain')}
          </button>
        </p>
      </div>
    );
  return (
    <div className="narrow">
      <h1>{title}</h1>
      <EnterForm key={title} isNew={isNew} registered={setRegistered} />
      <p>
        {text(isNew ? 'knownHere' : 'newHere')}{' '}
        <button type="button" className="plain" onClick={() => setNew(!isNew)}>
          {text(isNew ? 'signIn' : 'register')}
        </button>
      </p>
      <Link href="/reset">{text('forgot')}</Link>
    </div>
  );
};

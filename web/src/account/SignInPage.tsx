import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, Redirect, useSearch } from 'wouter';
import { answered, api } from '../api/client.ts';
import { useText } from '../text/index.ts';
import { Field } from '../ui/Field.tsx';
import { Form } from '../ui/Form.tsx';
import { usePageTitle } from '../ui/usePageTitle.ts';
import { nextOf } from './next.ts';
import { session, useSession } from './session.ts';
import { Password } from './Password.tsx';

const send = async (values: Readonly<Record<string, string>>): Promise<void> => {
  const { email = '', password = '', username, remember } = values;
  if (username !== undefined) await answered(api.POST('/api/users/register', { body: { email, password, username } }));
  await session.signIn({ email, password, remember: remember !== undefined });
};

const usernamePattern = String.raw`[A-Za-z0-9._\-]{3,80}`;

const EnterForm = ({ isNew }: { readonly isNew: boolean }) => {
  const text = useText();
  const enter = useMutation({ mutationFn: send });
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
  const title = text(isNew ? 'register' : 'signIn');
  const next = nextOf(useSearch());
  usePageTitle(title);
  // Also when it was another tab that signed in.
  if (useSession().is === 'member') return <Redirect to={next} replace />;
  return (
    <div className="narrow">
      <h1>{title}</h1>
      <EnterForm key={title} isNew={isNew} />
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

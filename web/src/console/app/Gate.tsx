import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { session } from '../../account/session.ts';
import { useWho } from '../../account/useWho.ts';
import { Field } from '../../ui/Field.tsx';
import { usePageTitle } from '../../ui/usePageTitle.ts';
import { useText } from '../text/index.ts';
import { Form } from '../ui/Form.tsx';
import { Trouble } from '../ui/Trouble.tsx';

const SignIn = () => {
  const text = useText();
  usePageTitle(text('operations'));
  const enter = useMutation({
    mutationFn: ({ email = '', password = '' }: Readonly<Record<string, string>>) =>
      session.signIn({ email, password, remember: false }),
  });
  return (
    <main className="gate">
      <p className="brand">
        Mercato <span>{text('operations')}</span>
      </p>
      <h1>{text('signIn')}</h1>
      <p className="quiet">{text('signInHint')}</p>
      <Form action={text('signIn')} send={enter.mutate} state={enter}>
        <Field label={text('email')} name="email" type="email" autoComplete="email" error={enter.error} required />
        <Field
          label={text('password')}
          name="password"
          type="password"
          maxLength={128}
          autoComplete="current-password"
          error={enter.error}
          required
        />
      </Form>
      <a href="/">{text('toShop')}</a>
    </main>
  );
};

const Refused = ({ username }: { readonly username: string }) => {
  const text = useText();
  usePageTitle(text('refused'));
  return (
    <main className="gate">
      <p className="brand">
        Mercato <span>{text('operations')}</span>
      </p>
      <h1>{text('refused')}</h1>
      <p>{text('refusedWhy', { username })}</p>
      <p className="row">
        <a className="button" href="/">
          {text('toShop')}
        </a>
        <button type="button" className="plain" onClick={() => void session.signOut()}>
          {text('signInAsOther')}
        </button>
      </p>
    </main>
  );
};

/** Lets administrators in. The services check each request by themselves: this only spares others a page of refusals. */
export const Gate = ({ children }: { readonly children: ReactNode }) => {
  const text = useText();
  const { state, error, refetch } = useWho();
  if (state.is === 'guest') return <SignIn />;
  if (state.is === 'member') return state.user.role === 'admin' ? children : <Refused username={state.user.username} />;
  return (
    <main className="gate">
      {error ? <Trouble error={error} retry={() => void refetch()} /> : <p className="quiet">{text('loading')}</p>}
    </main>
  );
};

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { answered, api, type User } from '../api/client.ts';
import { useText } from '../text/index.ts';
import { Field } from '../ui/Field.tsx';
import { Form } from '../ui/Form.tsx';
import { Trouble } from '../ui/Trouble.tsx';
import { usePageTitle } from '../ui/usePageTitle.ts';
import { signOut, updateUser, useUser } from './session.ts';

const saveProfile = (
  id: string,
  { username = '', fullName, phone }: Readonly<Record<string, string>>,
): Promise<User> => {
  const body = { username, fullName: fullName?.trim() || null, phone: phone?.trim() || null };
  return answered(api.PUT('/api/users/{id}', { params: { path: { id } }, body }));
};

const Profile = ({ user }: { readonly user: User }) => {
  const text = useText();
  const save = useMutation({
    mutationFn: (values: Readonly<Record<string, string>>) => saveProfile(user.id, values),
    onSuccess: updateUser,
  });
  const { error } = save;
  const { email, username, fullName, phone } = user;
  return (
    <Form action="save" send={save.mutate} state={save} done="saved">
      <p className="quiet">{email}</p>
      <Field label={text('username')} name="username" defaultValue={username} error={error} required />
      <Field label={text('fullName')} name="fullName" defaultValue={fullName ?? ''} autoComplete="name" error={error} />
      <Field
        label={text('phone')}
        name="phone"
        type="tel"
        defaultValue={phone ?? ''}
        autoComplete="tel"
        error={error}
      />
    </Form>
  );
};

const useLeave = (): (() => void) => {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  return () => {
    signOut();
    queries.clear();
    navigate('/');
  };
};

const Close = ({ user }: { readonly user: User }) => {
  const text = useText();
  const leave = useLeave();
  const dialog = useRef<HTMLDialogElement>(null);
  const close = useMutation({
    mutationFn: () => answered(api.DELETE('/api/users/{id}', { params: { path: { id: user.id } } })),
    onSuccess: leave,
  });
  return (
    <>
      <button type="button" className="plain" onClick={() => dialog.current?.showModal()}>
        {text('closeAccount')}
      </button>
      <dialog ref={dialog} aria-label={text('closeAccount')}>
        <p>{text('closeAccountSure')}</p>
        {close.error && <Trouble error={close.error} />}
        <button type="button" onClick={() => dialog.current?.close()}>
          {text('no')}
        </button>{' '}
        <button type="button" className="plain" onClick={() => close.mutate()}>
          {text('yes')}
        </button>
      </dialog>
    </>
  );
};

export const AccountPage = () => {
  const text = useText();
  const user = useUser();
  const leave = useLeave();
  usePageTitle(text('account'));
  return (
    <div className="narrow">
      <h1>{text('account')}</h1>
      {!user && <Link href="/sign-in?next=/account">{text('signIn')}</Link>}
      {user && (
        <>
          <Profile key={user.id} user={user} />
          <p>
            <button type="button" className="plain" onClick={leave}>
              {text('signOut')}
            </button>
          </p>
          <Close user={user} />
        </>
      )}
    </div>
  );
};

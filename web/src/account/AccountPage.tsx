import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { useLocation } from 'wouter';
import { answered, api, type User } from '../api/client.ts';
import { useText } from '../text/index.ts';
import { Field } from '../ui/Field.tsx';
import { Form } from '../ui/Form.tsx';
import { Trouble } from '../ui/Trouble.tsx';
import { usePageTitle } from '../ui/usePageTitle.ts';
import { ChangePassword } from './ChangePassword.tsx';
import { Members } from './Members.tsx';
import { session } from './session.ts';

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
    onSuccess: session.updateUser,
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

const SignOut = () => {
  const text = useText();
  const [, navigate] = useLocation();
  const leave = useMutation({ mutationFn: session.signOut, onSuccess: () => navigate('/') });
  return (
    <>
      {leave.error && <Trouble error={leave.error} />}
      <button type="button" className="plain" disabled={leave.isPending} onClick={() => leave.mutate()}>
        {text('signOut')}
      </button>
    </>
  );
};

const Close = ({ user }: { readonly user: User }) => {
  const text = useText();
  const [, navigate] = useLocation();
  const dialog = useRef<HTMLDialogElement>(null);
  const close = useMutation({
    mutationFn: async () => {
      await answered(api.DELETE('/api/users/{id}', { params: { path: { id: user.id } } }));
      await session.signOut();
    },
    onSuccess: () => navigate('/'),
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
  usePageTitle(text('account'));
  return (
    <div className="narrow">
      <h1>{text('account')}</h1>
      <Members next="/account" why="accountSignIn">
        {(user) => (
          <>
            <Profile key={user.id} user={user} />
            <ChangePassword user={user} />
            <div className="leave">
              <SignOut />
              <Close user={user} />
            </div>
          </>
        )}
      </Members>
    </div>
  );
};

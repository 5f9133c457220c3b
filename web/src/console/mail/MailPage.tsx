import { Link, useLocation, useSearch } from 'wouter';
import { ValueForm } from '../../ui/ValueForm.tsx';
import { trimmed } from '../../ui/values.ts';
import { useText } from '../text/index.ts';
import { useWhen } from '../ui/format.ts';
import { Chip } from '../ui/Chip.tsx';
import { Head } from '../ui/Head.tsx';
import { Panel } from '../ui/Panel.tsx';
import { Trouble } from '../ui/Trouble.tsx';
import { Letter } from './Letter.tsx';
import { useMailbox, useNotifications } from './useMails.ts';

const Find = ({ userId }: { readonly userId: string }) => {
  const text = useText();
  const [, navigate] = useLocation();
  return (
    <ValueForm
      className="filters"
      send={(values) => {
        const { user = '' } = trimmed(values);
        navigate(user === '' ? '/mail' : `/mail?${new URLSearchParams({ user }).toString()}`);
      }}
    >
      <label className="wide">
        {text('userId')}
        <input name="user" defaultValue={userId} autoComplete="off" spellCheck={false} />
      </label>
      <button type="submit">{text('find')}</button>
      {userId !== '' && <Link href="/mail">{text('allMail')}</Link>}
    </ValueForm>
  );
};

const Mailbox = () => {
  const text = useText();
  const when = useWhen();
  const { data, error, refetch } = useMailbox();
  return (
    <Panel title={text('sentMail')}>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {!data && !error && <p className="quiet">{text('loading')}</p>}
      {data && !data.kept && <p className="note">{text('notKept')}</p>}
      {data?.kept && data.items.length === 0 && <p className="empty">{text('noMail')}</p>}
      <ul className="letters">
        {data?.items.map(({ id, to, subject, date, text: body }) => (
          <Letter key={`${id} ${to}`} subject={subject} about={`${to} · ${when(date)}`} body={body} />
        ))}
      </ul>
    </Panel>
  );
};

const OfUser = ({ userId }: { readonly userId: string }) => {
  const text = useText();
  const when = useWhen();
  const { data, error, refetch } = useNotifications(userId);
  return (
    <Panel title={text('sentMail')}>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {!data && !error && <p className="quiet">{text('loading')}</p>}
      {data?.length === 0 && <p className="empty">{text('noMail')}</p>}
      <ul className="letters">
        {data?.map(({ id, subject, text: body, channel, status, sentAt, orderId }) => (
          <Letter
            key={id}
            subject={subject}
            about={
              <>
                {when(sentAt)} · {channel} {status === 'skipped' && <Chip tone="warn">{text('skipped')}</Chip>}
              </>
            }
            body={body}
          >
            {orderId !== null && <Link href={`/orders/${orderId}`}>{text('toOrder')}</Link>}
          </Letter>
        ))}
      </ul>
    </Panel>
  );
};

/** What the shop wrote to its customers. */
export const MailPage = () => {
  const text = useText();
  const userId = new URLSearchParams(useSearch()).get('user') ?? '';
  return (
    <>
      <Head title={text('mail')}>{text(userId === '' ? 'mailAbout' : 'mailAboutUser')}</Head>
      <Find key={userId} userId={userId} />
      {userId === '' ? <Mailbox /> : <OfUser userId={userId} />}
    </>
  );
};

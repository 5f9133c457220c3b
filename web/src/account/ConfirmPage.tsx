import { Link, Redirect } from 'wouter';
import { useText } from '../text/index.ts';
import { usePageTitle } from '../ui/usePageTitle.ts';
import { Confirm } from './Confirm.tsx';
import { useSession } from './session.ts';

/** For whoever has left the page where they registered. A code behind the `#` is not sent to any server. */
export const ConfirmPage = () => {
  const text = useText();
  usePageTitle(text('confirmAddress'));
  if (useSession().is === 'member') return <Redirect to="/" replace />;
  return (
    <div className="narrow">
      <h1>{text('confirmAddress')}</h1>
      <Confirm code={location.hash.slice(1)} />
      <p>
        <Link href="/sign-in">{text('registerAgain')}</Link>
      </p>
    </div>
  );
};

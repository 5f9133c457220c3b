import { Link } from 'wouter';
import { useTraceUrl } from '../data/useSettings.ts';
import type { DeadLetter } from '../data/types.ts';
import { useText } from '../text/index.ts';
import { Chip } from '../ui/Chip.tsx';
import { useAgo } from '../ui/format.ts';
import { orderIn } from './orderIn.ts';

interface LetterProps {
  readonly letter: DeadLetter;
  readonly chosen: boolean;
  readonly choose: (chosen: boolean) => void;
}

const Links = ({ letter }: { readonly letter: DeadLetter }) => {
  const text = useText();
  const traceUrl = useTraceUrl();
  const order = orderIn(letter);
  const trace = letter.traceId === null ? undefined : traceUrl(letter.traceId);
  return (
    <p className="row">
      {order !== undefined && <Link href={`/orders/${order}`}>{text('toOrder')}</Link>}
      {trace !== undefined && (
        <a href={trace} target="_blank" rel="noreferrer">
          {text('trace')}
        </a>
      )}
      {letter.traceId !== null && trace === undefined && (
        <span>
          {text('trace')} <span className="code">{letter.traceId}</span>
        </span>
      )}
    </p>
  );
};

/** One dead letter: what it is, why it lies here, and all that may be shown of it. */
export const Letter = ({ letter, chosen, choose }: LetterProps) => {
  const text = useText();
  const ago = useAgo();
  const { topic, subject, eventId, messageId, attempts, why, sentAt } = letter;
  return (
    <li className="letter">
      <h3>
        <label>
          <input type="checkbox" checked={chosen} onChange={({ target }) => choose(target.checked)} />
          <span className="code">{topic || text('unreadable')}</span>
          {subject !== '' && <small className="quiet">{text('aboutSubject', { subject })}</small>}
        </label>
      </h3>
      <p>
        {why.code !== null && <Chip tone="bad">{why.code}</Chip>} {why.reason}{' '}
        <span className="quiet">{text(`saidBy_${why.saidBy}`)}</span>
      </p>
      <p className="quiet">
        {attempts > 0 && `${text('attempts', { count: attempts })} · `}
        {sentAt !== null && `${text('sent', { ago: ago(sentAt) })} · `}
        <span className="code">{eventId || messageId}</span>
      </p>
      <Links letter={letter} />
      <details>
        <summary>{text('lookInside')}</summary>
        <pre tabIndex={0}>
          {typeof letter.event === 'string' ? letter.event : JSON.stringify(letter.event, null, 2)}
        </pre>
      </details>
    </li>
  );
};

import { useState } from 'react';
import { Link } from 'wouter';
import { useLetters } from '../data/useDeadLetters.ts';
import type { DeadLetter } from '../data/types.ts';
import { useText } from '../text/index.ts';
import { Head } from '../ui/Head.tsx';
import { Panel } from '../ui/Panel.tsx';
import { Trouble } from '../ui/Trouble.tsx';
import { AuditTrail } from './AuditTrail.tsx';
import { Letter } from './Letter.tsx';
import { LetterTools } from './LetterTools.tsx';

interface LettersProps {
  readonly queue: string;
  readonly source: string;
  readonly letters: readonly DeadLetter[];
  readonly more: boolean;
}

/** Which of the letters that are there were chosen. */
const usePicked = (all: readonly string[]) => {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const pick = (wanted: readonly string[], chosen: boolean): void =>
    setPicked((before) => new Set(chosen ? [...before, ...wanted] : [...before].filter((id) => !wanted.includes(id))));
  return { ids: all.filter((id) => picked.has(id)), pick };
};

const Letters = ({ queue, source, letters, more }: LettersProps) => {
  const text = useText();
  const [said, setSaid] = useState('');
  const all = letters.map(({ messageId }) => messageId);
  const { ids, pick } = usePicked(all);
  return (
    <>
      <p role="status" className="done">
        {said}
      </p>
      {letters.length === 0 && <p className="empty">{text('noLetters')}</p>}
      {letters.length > 0 && (
        <>
          <label className="row">
            <input
              type="checkbox"
              checked={ids.length === all.length}
              onChange={({ target }) => pick(all, target.checked)}
            />
            {text('chooseAll', { count: all.length })}
          </label>
          <LetterTools queue={queue} source={source} ids={ids} done={setSaid} />
        </>
      )}
      <ul className="letters">
        {letters.map((letter) => {
          const { messageId } = letter;
          const choose = (chosen: boolean): void => pick([messageId], chosen);
          return <Letter key={messageId} letter={letter} chosen={ids.includes(messageId)} choose={choose} />;
        })}
      </ul>
      {more && <p className="quiet">{text('moreLetters')}</p>}
    </>
  );
};

const Tools = ({ again, busy }: { readonly again: () => void; readonly busy: boolean }) => {
  const text = useText();
  return (
    <>
      <Link href="/letters">{text('allQueues')}</Link>
      <button type="button" className="plain" disabled={busy} onClick={again}>
        {text('lookAgain')}
      </button>
    </>
  );
};

/** What lies in one dead-letter queue, the oldest first, and what to do with it. */
export const QueuePage = ({ queue }: { readonly queue: string }) => {
  const text = useText();
  const { data, error, refetch, isFetching } = useLetters(queue);
  return (
    <>
      <Head title={queue} tools={<Tools again={() => void refetch()} busy={isFetching} />}>
        {data && text('comesFrom', { source: data.source })}
      </Head>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      <Panel title={text('letters')}>
        {data ? (
          <Letters queue={queue} source={data.source} letters={data.items} more={data.more} />
        ) : (
          !error && <p className="quiet">{text('loading')}</p>
        )}
      </Panel>
      <AuditTrail />
    </>
  );
};

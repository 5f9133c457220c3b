import { useState } from 'react';
import { useText } from '../text/index.ts';
import { Confirm } from '../ui/Confirm.tsx';
import { useDiscard, useRedrive } from './useLetterActions.ts';

interface ToolProps {
  readonly queue: string;
  readonly source: string;
  readonly ids: readonly string[];
  readonly done: (sentence: string) => void;
}

const Redrive = ({ queue, source, ids, done, all }: ToolProps & { readonly all?: true }) => {
  const text = useText();
  const redrive = useRedrive(queue);
  const act = async (): Promise<void> => {
    const { moved, missing } = await redrive.mutateAsync(all ? 'all' : ids);
    done(text(missing.length === 0 ? 'redriven' : 'redrivenSome', { moved, missing: missing.length }));
  };
  return (
    <Confirm
      ask={all ? text('redriveAll') : text('redrive', { count: ids.length })}
      title={text('redriveTitle')}
      action={text('redriveNow')}
      act={act}
      state={redrive}
      disabled={!all && ids.length === 0}
    >
      <p>{text(all ? 'redriveAllWhat' : 'redriveWhat', { count: ids.length, source })}</p>
      <p className="quiet">{text('redriveMind')}</p>
    </Confirm>
  );
};

const Discard = ({ queue, ids, done }: ToolProps) => {
  const text = useText();
  const [typed, setTyped] = useState('');
  const discard = useDiscard(queue);
  const act = async (): Promise<void> => {
    const { discarded } = await discard.mutateAsync({ ids, confirm: typed.trim() });
    setTyped('');
    done(text('discarded', { count: discarded }));
  };
  return (
    <Confirm
      ask={text('discard', { count: ids.length })}
      title={text('discardTitle')}
      action={text('discardNow')}
      act={act}
      state={discard}
      disabled={ids.length === 0}
      dangerous
    >
      <p>{text('discardWhat', { count: ids.length })}</p>
      <label className="field">
        {text('typeName', { queue })}
        <input value={typed} autoComplete="off" spellCheck={false} onChange={({ target }) => setTyped(target.value)} />
      </label>
    </Confirm>
  );
};

/** What may be done with the letters that were chosen. */
export const LetterTools = (props: ToolProps) => (
  <div className="row">
    <Redrive {...props} />
    <Redrive {...props} all />
    <Discard {...props} />
  </div>
);

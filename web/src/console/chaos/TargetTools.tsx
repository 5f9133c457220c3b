import { useRef, useState } from 'react';
import type { ChaosTarget } from '../data/types.ts';
import { useText } from '../text/index.ts';
import { Confirm } from '../ui/Confirm.tsx';
import { Trouble } from '../ui/Trouble.tsx';
import { useWayOn } from '../ui/useWayOn.ts';
import { useDoChaos } from './useChaos.ts';

interface ToolProps {
  readonly target: ChaosTarget;
  readonly done: (sentence: string) => void;
}

const Kill = ({ target: { name, kind }, done }: ToolProps) => {
  const text = useText();
  const chaos = useDoChaos();
  const act = async (): Promise<void> => {
    await chaos.mutateAsync({ action: 'kill', target: name });
    done(text('killed', { name }));
  };
  return (
    <Confirm
      ask={text('kill')}
      title={text('killTitle', { name })}
      action={text('killNow')}
      act={act}
      state={chaos}
      dangerous
    >
      <p>{text(kind === 'app' ? 'killAppWhat' : 'killSidecarWhat')}</p>
    </Confirm>
  );
};

const spans = [5, 15, 60] as const;

const ForAWhile = ({ target: { name }, done, action }: ToolProps & { readonly action: 'pause' | 'slow' }) => {
  const text = useText();
  const [seconds, setSeconds] = useState<number>(15);
  const chaos = useDoChaos();
  const act = async (): Promise<void> => {
    await chaos.mutateAsync({ action, target: name, seconds });
    done(text(`${action}Done`, { name, seconds }));
  };
  return (
    <Confirm
      ask={text(action)}
      title={text(`${action}Title`, { name })}
      action={text(`${action}Now`)}
      act={act}
      state={chaos}
    >
      <p>{text(`${action}What`)}</p>
      <label className="field">
        {text('howLong')}
        <select value={seconds} onChange={({ target }) => setSeconds(Number(target.value))}>
          {spans.map((span) => (
            <option key={span} value={span}>
              {text('seconds', { count: span })}
            </option>
          ))}
        </select>
      </label>
    </Confirm>
  );
};

const Resume = ({ target: { name }, done }: ToolProps) => {
  const text = useText();
  const chaos = useDoChaos();
  const button = useRef<HTMLButtonElement>(null);
  useWayOn(button);
  // By a promise, since this button is gone once the process goes on, and with it what it was to say.
  const act = async (): Promise<void> => {
    await chaos.mutateAsync({ action: 'resume', target: name });
    done(text('resumed', { name }));
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-disabled={chaos.isPending}
        onClick={() => !chaos.isPending && void act().catch(() => undefined)}
      >
        {text('resumeNow')}
      </button>
      {chaos.error && <Trouble error={chaos.error} />}
    </>
  );
};

/** What may be done to a process as it is now. */
export const TargetTools = (props: ToolProps) => {
  const { state } = props.target;
  if (state === 'gone') return null;
  return (
    <div className="row tight">
      {state === 'running' ? (
        <>
          <Kill {...props} />
          <ForAWhile {...props} action="pause" />
          <ForAWhile {...props} action="slow" />
        </>
      ) : (
        <Resume {...props} />
      )}
    </div>
  );
};

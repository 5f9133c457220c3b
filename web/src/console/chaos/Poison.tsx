import { useState } from 'react';
import { useText } from '../text/index.ts';
import { Confirm } from '../ui/Confirm.tsx';
import { Panel } from '../ui/Panel.tsx';
import { useDoChaos } from './useChaos.ts';

interface PoisonProps {
  readonly queues: readonly string[];
  readonly done: (sentence: string) => void;
}

/** A message that nobody can read. */
export const Poison = ({ queues, done }: PoisonProps) => {
  const text = useText();
  const [chosen, setChosen] = useState('');
  const queue = chosen === '' ? (queues[0] ?? '') : chosen;
  const chaos = useDoChaos();
  const act = async (): Promise<void> => {
    await chaos.mutateAsync({ action: 'poison', target: queue });
    done(text('poisoned', { queue }));
  };
  return (
    <Panel title={text('poison')}>
      <p>{text('poisonWhat')}</p>
      <div className="filters">
        <label>
          {text('queue')}
          <select value={queue} onChange={({ target }) => setChosen(target.value)}>
            {queues.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <Confirm
          ask={text('poisonIt')}
          title={text('poisonTitle', { queue })}
          action={text('poisonIt')}
          act={act}
          state={chaos}
          disabled={queue === ''}
          dangerous
        >
          <p>{text('poisonWhat')}</p>
        </Confirm>
      </div>
    </Panel>
  );
};

import { useUser } from '../../account/session.ts';
import type { ConservationRun } from '../data/types.ts';
import { ValueForm } from '../../ui/ValueForm.tsx';
import { useText } from '../text/index.ts';
import { useWhen } from '../ui/format.ts';
import { Chip, type Tone } from '../ui/Chip.tsx';
import { Head } from '../ui/Head.tsx';
import { Panel } from '../ui/Panel.tsx';
import { Trouble } from '../ui/Trouble.tsx';
import { Findings } from './Findings.tsx';
import { useChecks, useStartCheck } from './useChecks.ts';

const tones: Readonly<Record<ConservationRun['status'], Tone>> = {
  running: 'busy',
  clean: 'good',
  violated: 'bad',
  failed: 'warn',
};

const Running = ({ progress }: Pick<ConservationRun, 'progress'>) => {
  const text = useText();
  const { step, done, total, reading } = progress;
  return (
    <label className="progress" aria-live="polite">
      {text(`check_${step}`)} {done > 0 && (total === null ? done : `${done} / ${total}`)}{' '}
      {reading > 1 && text('reading', { count: reading })}
      <progress {...(total !== null && total > 0 && { value: Math.min(done, total), max: total })} />
    </label>
  );
};

const Check = ({ run }: { readonly run: ConservationRun }) => {
  const text = useText();
  const when = useWhen();
  const me = useUser();
  const { status, startedAt, startedBy, progress, summary, findings, violations, error } = run;
  return (
    <Panel
      title={text('checkOf', { when: when(startedAt) })}
      tools={<Chip tone={tones[status]}>{text(`checked_${status}`)}</Chip>}
    >
      {status === 'running' && <Running progress={progress} />}
      {status === 'clean' && <p className="verdict good">{text('allThere')}</p>}
      {status === 'violated' && <p className="verdict bad">{text('notAllThere', { count: violations })}</p>}
      {error !== null && <p className="note bad">{error}</p>}
      <Findings findings={findings} violations={violations} />
      {summary.length > 0 && (
        <details open={status === 'clean'}>
          <summary>{text('whatWasRead')}</summary>
          <pre tabIndex={0}>{summary.join('\n')}</pre>
        </details>
      )}
      <p className="quiet">{text('startedBy', { who: startedBy === me?.id ? me.username : startedBy })}</p>
    </Panel>
  );
};

const waits = [10, 30, 120] as const;

const Start = ({ busy }: { readonly busy: boolean }) => {
  const text = useText();
  const start = useStartCheck();
  return (
    <Panel title={text('newCheck')}>
      <p>{text('checkWhat')}</p>
      <ValueForm className="filters" send={({ wait }) => start.mutate(Number(wait))}>
        <label>
          {text('waitForQuiet')}
          <select name="wait" defaultValue={30}>
            {waits.map((seconds) => (
              <option key={seconds} value={seconds}>
                {text('seconds', { count: seconds })}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" disabled={busy || start.isPending}>
          {text('checkNow')}
        </button>
      </ValueForm>
      {start.error && <Trouble error={start.error} />}
    </Panel>
  );
};

/** The books of the whole shop, on demand: stock, money, orders, events and queues. */
export const ChecksPage = () => {
  const text = useText();
  const { data, error, refetch } = useChecks();
  return (
    <>
      <Head title={text('checks')}>{text('checksAbout')}</Head>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      <Start busy={data?.some(({ status }) => status === 'running') ?? false} />
      {data?.length === 0 && <p className="empty">{text('noChecks')}</p>}
      {data?.map((run) => (
        <Check key={run.id} run={run} />
      ))}
    </>
  );
};

import type { TimelineEntry } from '../api/client.ts';
import { keyFor, useText } from '../text/index.ts';
import { type Step, stepsOf } from './steps.ts';

export const Steps = ({ entries }: { readonly entries: readonly TimelineEntry[] }) => {
  const text = useText();
  const label = ({ kind, name }: Step): string => {
    if (kind === 'status') return text(keyFor('status', name, 'progress'));
    const step = text(keyFor('step', name, 'progress'));
    return kind === 'undo' ? text('undo', { step }) : step;
  };
  return (
    <ol className="steps" aria-live="polite">
      {stepsOf(entries).map((step) => (
        <li key={`${step.kind} ${step.name}`} className={`step of-${step.kind} ${step.outcome}`}>
          {label(step)} <span className="quiet">{text(`outcome_${step.outcome}`)}</span>
        </li>
      ))}
    </ol>
  );
};

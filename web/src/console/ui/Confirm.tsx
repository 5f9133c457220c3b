import { type ReactNode, useRef } from 'react';
import { useText } from '../text/index.ts';
import { Trouble } from './Trouble.tsx';
import { useWayOn } from './useWayOn.ts';

interface ConfirmProps {
  /** The button that asks. */
  readonly ask: string;
  readonly title: string;
  /** What will happen, and whether it can be taken back. */
  readonly children: ReactNode;
  /** The button that does it. */
  readonly action: string;
  readonly act: () => Promise<unknown>;
  readonly state: { readonly isPending: boolean; readonly error: unknown };
  readonly disabled?: boolean;
  readonly dangerous?: boolean;
}

type DialogProps = Omit<ConfirmProps, 'ask' | 'disabled'> & { readonly close: () => void };

const Question = ({ title, children, action, act, state, dangerous, close }: DialogProps) => {
  const text = useText();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (state.isPending) return;
        // Where it failed the dialog stays, and says why.
        void act().then(close, () => undefined);
      }}
    >
      <h2>{title}</h2>
      {children}
      {state.error != null && <Trouble error={state.error} />}
      <p className="row end">
        <button type="button" className="plain" onClick={close}>
          {text('leaveIt')}
        </button>
        <button type="submit" className={dangerous ? 'danger' : undefined} aria-disabled={state.isPending}>
          {action}
        </button>
      </p>
    </form>
  );
};

/**
 * Nothing that matters is done by one click: a dialog says what it does, and the safe way out comes first. A button that may
 * not be pressed now keeps the focus, since a disabled one would lose it.
 */
export const Confirm = ({ ask, disabled = false, ...question }: ConfirmProps) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  useWayOn(opener, dialog);
  return (
    <>
      <button
        ref={opener}
        type="button"
        className={question.dangerous ? 'plain danger' : 'plain'}
        aria-disabled={disabled}
        onClick={() => !disabled && dialog.current?.showModal()}
      >
        {ask}
      </button>
      <dialog ref={dialog} aria-label={question.title}>
        <Question {...question} close={() => dialog.current?.close()} />
      </dialog>
    </>
  );
};

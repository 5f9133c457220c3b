import { useText, type TextKey } from '../text/index.ts';
import { Trouble } from './Trouble.tsx';
import { type FormProps, ValueForm } from './ValueForm.tsx';

/** Fields, what went wrong with the last try, and the button. */
export const Form = ({ children, action, send, state, done, className }: FormProps<TextKey>) => {
  const text = useText();
  return (
    <ValueForm className={className} send={send}>
      {children}
      {state.error !== null && <Trouble error={state.error} />}
      {done && <p role="status">{state.isSuccess && text(done)}</p>}
      <button type="submit" disabled={state.isPending}>
        {text(action)}
      </button>
    </ValueForm>
  );
};

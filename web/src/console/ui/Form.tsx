import { type FormProps, ValueForm } from '../../ui/ValueForm.tsx';
import { Trouble } from './Trouble.tsx';

/** Fields, the button, and what came of the last try. */
export const Form = ({ children, action, send, state, done, className }: FormProps<string>) => (
  <ValueForm className={className} send={send}>
    {children}
    <p className="row">
      <button type="submit" disabled={state.isPending}>
        {action}
      </button>
      {done !== undefined && (
        <span role="status" className="done">
          {state.isSuccess && done}
        </span>
      )}
    </p>
    {state.error != null && <Trouble error={state.error} />}
  </ValueForm>
);

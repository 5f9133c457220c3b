import { answerText, type Model, type Permitted } from '@mercato/testkit/model';

export const price = 500;

/** What is asked about one order. Keys name their step, so a command that comes again has the key it had. */
export type PaymentCommand =
  | { readonly kind: 'authorize'; readonly key: string; readonly declined: boolean }
  | { readonly kind: 'capture'; readonly key: string }
  | { readonly kind: 'undo'; readonly key: string }
  | { readonly kind: 'refund'; readonly key: string; readonly refund: string; readonly amount: number }
  | { readonly kind: 'show' };

export interface Sums {
  readonly authorized: number;
  readonly captured: number;
  readonly refunded: number;
}

interface Attempt {
  readonly status: 'held' | 'taken' | 'declined' | 'voided';
  /** What went back, by the key that asked for it. */
  readonly refunds: Readonly<Record<string, number>>;
}
interface State {
  readonly attempts: Readonly<Record<string, Attempt>>;
  readonly undone: readonly string[];
}
type Of<K extends PaymentCommand['kind']> = Extract<PaymentCommand, { readonly kind: K }>;
type Step = readonly [answer: unknown, state: State];

const total = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0);
const left = ({ status, refunds }: Attempt): number => (status === 'taken' ? price - total(Object.values(refunds)) : 0);

const sumsOf = ({ attempts }: State): Sums => {
  const all = Object.values(attempts);
  const taken = all.filter((a) => a.status === 'taken');
  const held = all.filter((a) => a.status === 'held');
  return {
    authorized: (taken.length + held.length) * price,
    captured: taken.length * price,
    refunded: total(taken.flatMap((a) => Object.values(a.refunds))),
  };
};

const withAttempt = (state: State, key: string, attempt: Attempt): State => ({
  ...state,
  attempts: { ...state.attempts, [key]: attempt },
});

const isLive = (state: State, key: string, attempt: Attempt): boolean =>
  !state.undone.includes(key) && (attempt.status === 'held' || left(attempt) > 0);

const authorize = (state: State, { key, declined }: Of<'authorize'>): Step => {
  if (state.undone.includes(key)) return ['payment.voided', state];
  const known = state.attempts[key];
  if (known) return [known.status === 'declined' ? 'payment.declined' : 'held', state];
  if (Object.entries(state.attempts).some(([k, a]) => isLive(state, k, a)))
    return ['payment.already_authorized', state];
  return declined
    ? ['payment.declined', withAttempt(state, key, { status: 'declined', refunds: {} })]
    : ['held', withAttempt(state, key, { status: 'held', refunds: {} })];
};

const capture = (state: State, key: string): Step => {
  if (state.undone.includes(key)) return ['payment.voided', state];
  const known = state.attempts[key];
  if (known?.status === 'taken') return [price, state];
  if (known?.status !== 'held') return ['payment.not_capturable', state];
  return [price, withAttempt(state, key, { ...known, status: 'taken' })];
};

/** Money that was only held is let go; money that was taken goes back, all that is left of it. */
const undo = (before: State, key: string): Step => {
  const state = before.undone.includes(key) ? before : { ...before, undone: [...before.undone, key] };
  const known = state.attempts[key];
  if (known?.status === 'held') return [0, withAttempt(state, key, { ...known, status: 'voided' })];
  const given = known?.refunds['undo'];
  if (!known || given !== undefined || left(known) === 0) return [given ?? 0, state];
  return [left(known), withAttempt(state, key, { ...known, refunds: { ...known.refunds, undo: left(known) } })];
};

const refund = (state: State, { key, refund: id, amount }: Of<'refund'>): Step => {
  const known = state.attempts[key];
  if (!known) return ['payment.not_found', state];
  if (known.refunds[id] !== undefined) return [amount, state];
  if (amount > left(known)) return ['payment.refund_exceeded', state];
  return [amount, withAttempt(state, key, { ...known, refunds: { ...known.refunds, [id]: amount } })];
};

const stepOf = (state: State, command: PaymentCommand): Step => {
  if (command.kind === 'show') return [sumsOf(state), state];
  if (command.kind === 'authorize') return authorize(state, command);
  if (command.kind === 'refund') return refund(state, command);
  return command.kind === 'capture' ? capture(state, command.key) : undo(state, command.key);
};

/** What the provider may have been asked for meanwhile, and is found done, or in the way. */
const alternatives = (state: State, command: PaymentCommand, meanwhile: readonly PaymentCommand[]): readonly Step[] => {
  const under = (kind: PaymentCommand['kind'], mine: boolean): boolean =>
    meanwhile.some((c) => c.kind === kind && 'key' in c && 'key' in command && (c.key === command.key) === mine);
  if (command.kind === 'authorize') {
    const entered = withAttempt(state, command.key, { status: 'voided', refunds: {} });
    return [
      ...(under('authorize', false) ? [['payment.already_authorized', state] as const] : []),
      ...(under('undo', true) ? [['payment.voided', entered] as const] : []),
    ];
  }
  if (command.kind === 'capture')
    return [
      ...(under('undo', true) ? [['payment.voided', state] as const] : []),
      ...(under('undo', true) || under('authorize', true) ? [['payment.not_capturable', state] as const] : []),
    ];
  if (command.kind === 'undo' && under('capture', true)) return [undo(capture(state, command.key)[1], command.key)];
  return [];
};

/** The payments of one order, told as what became of each authorisation. */
export const paymentModel: Model<State, PaymentCommand> = {
  start: { attempts: {}, undone: [] },
  step: (state, command, meanwhile) =>
    [stepOf(state, command), ...alternatives(state, command, meanwhile)].map(([answer, after]): Permitted<State> => ({
      answer: answerText(answer),
      state: after,
    })),
};

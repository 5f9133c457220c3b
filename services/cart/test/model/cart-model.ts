import { maxCartLines } from '@mercato/contracts/cart';
import { answerText, type Model, type Permitted } from '@mercato/testkit/model';
import { maxQuantity } from '../../src/domain/cart.ts';

/** Lines by product. */
export type Lines = Readonly<Record<string, number>>;
export type Whose = 'user' | 'guest';

/** `merge` brings the guest's cart into the user's; `ordered` is the event of an order, which may come again. */
export type CartCommand =
  | { readonly kind: 'put'; readonly whose: Whose; readonly product: string; readonly quantity: number }
  | { readonly kind: 'remove'; readonly whose: Whose; readonly product: string }
  | { readonly kind: 'clear'; readonly whose: Whose }
  | { readonly kind: 'ordered'; readonly order: string; readonly lines: Lines }
  | { readonly kind: 'merge' }
  | { readonly kind: 'show' };

export interface Carts {
  readonly user: Lines;
  readonly guest: Lines;
}
interface State extends Carts {
  readonly orders: readonly string[];
}
type Of<K extends CartCommand['kind']> = Extract<CartCommand, { readonly kind: K }>;
type Step = readonly [answer: unknown, state: State];

const without = (lines: Lines, product: string): Lines =>
  Object.fromEntries(Object.entries(lines).filter(([p]) => p !== product));

const sizeOf = (lines: Lines): number => Object.keys(lines).length;

const put = (state: State, { whose, product, quantity }: Of<'put'>): Step => {
  const lines = { ...state[whose], [product]: quantity };
  return sizeOf(lines) > maxCartLines ? ['cart.full', state] : ['done', { ...state, [whose]: lines }];
};

const remove = (state: State, { whose, product }: Of<'remove'>): Step =>
  state[whose][product] === undefined
    ? ['cart.line_not_found', state]
    : ['done', { ...state, [whose]: without(state[whose], product) }];

const ordered = (state: State, { order, lines }: Of<'ordered'>): Step => {
  if (state.orders.includes(order)) return ['done', state];
  const left = Object.entries(state.user).map(([p, n]) => [p, n - (lines[p] ?? 0)] as const);
  const user = Object.fromEntries(left.filter(([, n]) => n > 0));
  return ['done', { ...state, user, orders: [...state.orders, order] }];
};

const merged = ({ user, guest }: Carts): Lines => {
  const sums = Object.entries(guest).map(([p, n]) => [p, Math.min(maxQuantity, n + (user[p] ?? 0))] as const);
  return { ...user, ...Object.fromEntries(sums) };
};

const merge = (state: State): Step => {
  if (sizeOf(state.guest) === 0) return ['nothing', state];
  const user = merged(state);
  return sizeOf(user) > maxCartLines ? ['full', state] : ['merged', { ...state, user, guest: {} }];
};

const stepOf = (state: State, command: CartCommand): Step => {
  if (command.kind === 'put') return put(state, command);
  if (command.kind === 'remove') return remove(state, command);
  if (command.kind === 'clear') return ['done', { ...state, [command.whose]: {} }];
  if (command.kind === 'ordered') return ordered(state, command);
  if (command.kind === 'merge') return merge(state);
  return [{ user: state.user, guest: state.guest }, state];
};

/** Whoever touches the guest's cart carries on a merge that was begun, so another call may find its work already done. */
const sharesMerge = (command: CartCommand): boolean =>
  command.kind === 'merge' || ('whose' in command && command.whose === 'guest');

/** A user's cart and a guest's, as maps of numbers. */
export const cartModel = (start: Carts): Model<State, CartCommand> => ({
  start: { ...start, orders: [] },
  step: (state, command, meanwhile) => {
    const [answer, after] = stepOf(state, command);
    const usual: Permitted<State> = { answer: answerText(answer), state: after };
    if (command.kind !== 'merge' || !meanwhile.some(sharesMerge)) return [usual];
    return [usual, ...['merged', 'nothing', 'full'].map((text) => ({ answer: answerText(text), state }))];
  },
});

import { answerText, type Model, type Permitted } from '@mercato/testkit/model';

/** One command on one product. The key names the order's line, and is the id of what comes again. */
export type StockCommand =
  | { readonly kind: 'reserve'; readonly key: string; readonly quantity: number }
  | { readonly kind: 'commit'; readonly key: string }
  | { readonly kind: 'release'; readonly key: string }
  | { readonly kind: 'receive'; readonly id: string; readonly delta: number }
  | { readonly kind: 'show' };

export interface Shown {
  readonly available: number;
  readonly reserved: number;
  readonly sold: number;
  readonly received: number;
}

interface Line {
  readonly status: 'reserved' | 'committed' | 'released';
  readonly quantity: number;
}

interface Shelf {
  readonly received: number;
  readonly lines: Readonly<Record<string, Line>>;
  /** The first answer to each delivery. */
  readonly deliveries: Readonly<Record<string, string>>;
}

const sum = ({ lines }: Shelf, status: Line['status']): number =>
  Object.values(lines).reduce((n, line) => n + (line.status === status ? line.quantity : 0), 0);

const shown = (shelf: Shelf): Shown => {
  const [reserved, sold] = [sum(shelf, 'reserved'), sum(shelf, 'committed')];
  return { available: shelf.received - reserved - sold, reserved, sold, received: shelf.received };
};

const withLine = (shelf: Shelf, key: string, line: Line): Shelf => ({
  ...shelf,
  lines: { ...shelf.lines, [key]: line },
});

type Keyed = Exclude<StockCommand, { readonly kind: 'receive' | 'show' }>;

/** A reservation answers with the units it holds. */
const keyed = (shelf: Shelf, command: Keyed): readonly [string | number, Shelf] => {
  const { key } = command;
  const line = shelf.lines[key];
  if (command.kind === 'release') {
    const quantity = line?.quantity ?? 0;
    return ['done', line?.status === 'released' ? shelf : withLine(shelf, key, { status: 'released', quantity })];
  }
  if (line?.status === 'released') return ['reservation.closed', shelf];
  if (command.kind === 'commit')
    return line ? ['done', withLine(shelf, key, { ...line, status: 'committed' })] : ['reservation.closed', shelf];
  if (line) return [line.quantity, shelf];
  const { quantity } = command;
  if (shown(shelf).available < quantity) return ['stock.insufficient', shelf];
  return [quantity, withLine(shelf, key, { status: 'reserved', quantity })];
};

const delivered = (shelf: Shelf, id: string, delta: number): readonly [string, Shelf] => {
  const known = shelf.deliveries[id];
  if (known !== undefined) return [known, shelf];
  const fits = shown(shelf).available + delta >= 0;
  const answer = fits ? 'done' : 'stock.insufficient';
  const received = shelf.received + (fits ? delta : 0);
  return [answer, { ...shelf, received, deliveries: { ...shelf.deliveries, [id]: answer } }];
};

const stepOf = (shelf: Shelf, command: StockCommand): readonly [unknown, Shelf] => {
  if (command.kind === 'show') return [shown(shelf), shelf];
  return command.kind === 'receive' ? delivered(shelf, command.id, command.delta) : keyed(shelf, command);
};

/** The stock of one product, told as what became of each line: nothing is counted, everything is added up. */
export const stockModel = (units: number): Model<Shelf, StockCommand> => ({
  start: { received: units, lines: {}, deliveries: {} },
  step: (shelf, command): readonly Permitted<Shelf>[] => {
    const [answer, state] = stepOf(shelf, command);
    return [{ answer: answerText(answer), state }];
  },
});

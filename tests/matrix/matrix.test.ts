import { describe, expect, it } from 'vitest';
import { cancellation } from '../../services/order/src/saga/cancellation.ts';
import { checkout } from '../../services/order/src/saga/checkout.ts';
import type { SagaPorts } from '../../services/order/src/saga/saga-ports.ts';
import { tryCell } from './cell.ts';
import { type Cell, readMatrix } from './document.ts';
import { flows } from './flows.ts';
import { mishaps } from './mishaps.ts';

const cells = readMatrix();

const stepsOf = (flow: string): readonly string[] =>
  flows.filter(({ name }) => name === flow).flatMap(({ steps }) => steps.map((step) => step.name));

describe('the page', () => {
  it('has every step that the order service takes', () => {
    const idsOf = (saga: { readonly steps: readonly { readonly id: string }[] }) => saga.steps.map(({ id }) => id);
    const forward = idsOf(checkout({} as SagaPorts));
    expect(stepsOf('Checkout')).toEqual(forward);
    // The last one is the point of no return.
    const back = forward.slice(0, -1).map((step) => `undo:${step}`);
    expect(stepsOf('Checkout on its way back')).toEqual(back.toReversed());
    expect(stepsOf('Cancellation of a confirmed order')).toEqual(idsOf(cancellation({} as SagaPorts)));
  });

  it('has every step of every flow', () => {
    const told = [...new Set(cells.map(({ flow, step }) => `${flow}: ${step}`))];
    expect(told).toEqual(flows.flatMap(({ name, steps }) => steps.map((step) => `${name}: ${step.name}`)));
  });

  it.each(flows)('has every mishap of: $name', ({ name }) => {
    const told = cells.filter((cell) => cell.flow === name).map((cell) => cell.fault);
    expect(new Set(told)).toEqual(new Set(Object.keys(mishaps)));
  });
});

const outcomeOf = async (cell: Cell) => {
  const { happened, findings, ...outcome } = await tryCell(cell);
  expect(findings).toEqual([]);
  return { happened, outcome };
};

const possible = cells.filter((cell) => cell.expected);
const impossible = cells.filter((cell) => !cell.expected);

describe.each([...Map.groupBy(possible, (cell) => cell.flow)])('%s', (_, some) => {
  it.each(some)('$step, $fault', async (cell) => {
    expect(await outcomeOf(cell)).toEqual({ happened: true, outcome: cell.expected });
  });
});

describe('what cannot be does not happen', () => {
  it.each(impossible)('$flow: $step, $fault', async (cell) => {
    expect(await outcomeOf(cell)).toMatchObject({ happened: false });
  });
});

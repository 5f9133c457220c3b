import { type Cell, type Expected, readMatrix } from '../../matrix/document.ts';
import { type Flow, flows, type Step } from '../../matrix/flows.ts';

/** When a cell is tried: what strikes a whole process or line does so for all cells of its phase at once. */
export type Phase = 'calm' | 'order' | 'callee' | 'sidecar' | 'table' | 'queues';

/** The rows of docs/failure-matrix.md that are tried on real processes. */
const phases: Readonly<Record<string, Phase>> = {
  refused: 'calm',
  'timed out, but done': 'calm',
  'timed out, and not done': 'calm',
  'timed out, and done when it was undone': 'calm',
  'answer lost': 'calm',
  'delivered twice': 'calm',
  'two deliveries in parallel': 'calm',
  'the order’s write conflicts three times': 'calm',
  'the callee’s write conflicts three times': 'calm',
  'order killed before the intent': 'order',
  'order killed after the intent': 'order',
  'order killed after the effect': 'order',
  'order killed before the acknowledgement': 'order',
  'callee killed after its first write': 'callee',
  'sidecar killed after the effect': 'sidecar',
  'table unavailable for 20 s': 'table',
  'queues unavailable for 20 s': 'queues',
};

/** Either minutes of waiting, or to real processes much the same as a row that is tried. */
export const onlyInMemory: readonly string[] = [
  'down for a moment',
  'down for three minutes',
  'callee killed before the effect',
  'sidecar killed before the effect',
];

export interface RealCell extends Cell {
  readonly expected: Expected;
  /** What else may come of it: a process that comes back later than the step's time is one that timed out. */
  readonly whenSlow: readonly Expected[];
  /** Short, and the name of its fault. */
  readonly id: string;
  readonly name: string;
  readonly phase: Phase;
  readonly flowPlan: Flow;
  readonly stepPlan: Step;
}

const timedOut = ({ flow, step }: Cell): readonly Expected[] =>
  readMatrix()
    .filter((other) => other.flow === flow && other.step === step && other.fault === 'timed out, but done')
    .flatMap(({ expected }) => expected ?? []);

const realCell = (cell: Cell, n: number): readonly RealCell[] => {
  const phase = phases[cell.fault];
  const flowPlan = flows.find(({ name }) => name === cell.flow);
  const stepPlan = flowPlan?.steps.find(({ name }) => name === cell.step);
  const { expected } = cell;
  if (!phase || !expected || !flowPlan || !stepPlan) return [];
  const name = `${cell.flow}: ${cell.step}, ${cell.fault}`;
  const whenSlow = phase === 'calm' ? [] : timedOut(cell);
  return [{ ...cell, expected, whenSlow, id: `c${n}`, name, phase, flowPlan, stepPlan }];
};

/** `MATRIX="sidecar,order Checkout"` tries only cells whose phase and name begin so. */
const only = (process.env['MATRIX'] ?? '').split(',');

export const realCells: readonly RealCell[] = readMatrix()
  .flatMap(realCell)
  .filter(({ phase, name }) => only.some((start) => `${phase} ${name}`.startsWith(start)));

export const faultsTried: readonly string[] = Object.keys(phases);

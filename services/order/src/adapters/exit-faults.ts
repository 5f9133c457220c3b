import { writeFileSync } from 'node:fs';
import type { FaultPoint, SagaFaults } from '@mercato/kit/saga';

const shape = /^(before-intent|after-intent|after-effect|before-ack):(.+):exit-once:(.+)$/;

export interface ExitFault {
  readonly point: FaultPoint;
  /** A step's id, `undo:<step>`, or `*`. */
  readonly label: string;
  /** Made when the process dies, so that it dies once. */
  readonly file: string;
}

/** `<point>:<label>:exit-once:<file>`; undefined when it is not of that form. */
export const parseFault = (text: string): ExitFault | undefined => {
  const [, point, label, file] = shape.exec(text) ?? [];
  if (point === undefined || label === undefined || file === undefined) return undefined;
  return { point: point as FaultPoint, label, file };
};

/** Kills this process at one point of a saga, as a power cut would: for tests on real processes. */
export const exitFaults =
  (fault: ExitFault, die: () => void = () => process.kill(process.pid, 'SIGKILL')): SagaFaults =>
  async (point, label) => {
    if (point !== fault.point || (fault.label !== '*' && label !== fault.label)) return;
    if (claims(fault.file)) die();
    await Promise.resolve();
  };

const claims = (file: string): boolean => {
  try {
    writeFileSync(file, '', { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
};

/** What ORDER_FAULT says, as an option of a runner. */
export const faultsFrom = (text: string | undefined): { readonly faults?: SagaFaults } => {
  const fault = text === undefined ? undefined : parseFault(text);
  return fault ? { faults: exitFaults(fault) } : {};
};

import { DomainError } from '../errors/index.ts';
import { type Clock, systemClock } from '../time/index.ts';
import type { ArmedFault } from './armed-fault.ts';
import { FaultFolder } from './fault-folder.ts';
import type { Faults, Special } from './faults.ts';

export interface FolderFaultsOptions {
  readonly service: string;
  readonly clock?: Clock;
  /** Ends this process at once. */
  readonly die?: () => void;
}

const lookMs = 50;

/** Faults from a folder that a test fills while the processes run. */
export const folderFaults = (path: string, options: FolderFaultsOptions): Faults => {
  const folder = new FaultFolder(path);
  const by = `${options.service}.${process.pid}`;
  const perform = performer(folder, options);
  return {
    at: async (point, label, key) => {
      let special: Special | undefined;
      for (const fault of await folder.claim({ point, label, key, by })) special = await perform(fault);
      return special;
    },
  };
};

const killMe = (): void => void process.kill(process.pid, 'SIGKILL');

const performer = (folder: FaultFolder, { clock = systemClock, die = killMe }: FolderFaultsOptions) => {
  const wait = async (id: string, ms: number): Promise<void> => {
    const until = clock.now() + ms;
    while (clock.now() < until && !(await folder.isReleased(id)))
      await clock.sleep(Math.min(lookMs, until - clock.now()));
  };
  return async ({ id, action }: ArmedFault): Promise<Special | undefined> => {
    switch (action.kind) {
      case 'exit':
        await clock.sleep(action.afterMs ?? 0);
        die();
        // Nothing that comes after this point may still happen.
        return new Promise(() => {});
      case 'wait':
        await wait(id, action.ms);
        return undefined;
      case 'fail':
        await wait(id, action.afterMs ?? 0);
        throw new DomainError(action.code, `The fault ${id} was armed here`);
      case 'arm':
        await folder.arm(action.fault);
        return undefined;
      default:
        return action.kind;
    }
  };
};

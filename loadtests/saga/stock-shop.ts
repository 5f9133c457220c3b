import { join } from 'node:path';
import { type ManagedProcess, startLocalAws, type TestAws, workFolder } from '@mercato/testkit/process';
import { writeNameResolution } from '../../tools/start/environment.ts';
import { type Role, roles } from '../baselines/stock/app.ts';
import { startControlPlane } from './control-plane.ts';
import { eventsOn, stateOn, workflowsOn } from './stock-components.ts';
import { type Around, startPart, type StockKind, type StockPart } from './stock-part.ts';

/** A shop of four services that does checkout as a baseline does, with stand-ins for AWS of its own. */
export class StockShop {
  readonly apps: StockPart[] = [];
  readonly localAws: TestAws;
  readonly control: readonly ManagedProcess[];
  /** Where workflows are kept. */
  readonly workflows: string;

  constructor(localAws: TestAws, control: readonly ManagedProcess[], workflows: string) {
    this.localAws = localAws;
    this.control = control;
    this.workflows = workflows;
  }

  part(role: Role): StockPart {
    const found = this.apps.find(({ name }) => name === role);
    if (!found) throw new Error(`this shop has no ${role}`);
    return found;
  }

  async stop(): Promise<void> {
    await Promise.all(this.apps.map(({ service }) => service.stop()));
    await Promise.all(this.apps.map(({ sidecar }) => sidecar.stop()));
    await Promise.all(this.control.map((process) => process.stop()));
    await this.localAws.stop();
  }
}

const resourcesOf = (kind: StockKind, { endpoints }: TestAws, workflows: string): Around['resources'] => {
  const state = stateOn(endpoints.dynamodb);
  if (kind === 'choreography') return () => [state, eventsOn(endpoints.snssqs)];
  return (role) => (role === 'order' ? [state, workflowsOn(workflows)] : [state]);
};

export const startStockShop = async (kind: StockKind): Promise<StockShop> => {
  const { path: folder } = workFolder(kind);
  const names = join(folder, 'names.yaml');
  writeNameResolution(names, join(folder, 'names.db'));
  const plane = kind === 'workflow-saga' ? await startControlPlane(folder) : { processes: [], sidecarFlags: [] };
  const localAws = await startLocalAws();
  const workflows = join(folder, 'workflows.db');
  const shop = new StockShop(localAws, plane.processes, workflows);
  const resources = resourcesOf(kind, localAws, workflows);
  try {
    for (const role of roles)
      shop.apps.push(await startPart(role, { kind, folder, resources, names, sidecarFlags: plane.sidecarFlags }));
    return shop;
  } catch (error) {
    await shop.stop();
    throw error;
  }
};

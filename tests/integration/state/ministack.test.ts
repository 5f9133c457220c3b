import { stateStoreContract } from '@mercato/testkit';
import { afterAll, beforeAll } from 'vitest';
import { type DaprWorld, type Sidecar, startDaprWorld } from '../../support/dapr-world.ts';

// The second opinion: another implementation of DynamoDB must see the same store.
let world: DaprWorld;
let sidecar: Sidecar;

beforeAll(async () => {
  world = await startDaprWorld({ choice: 'ministack' });
  sidecar = await world.sidecar({ appId: 'order', files: ['components/local/state.yaml'] });
});
afterAll(() => world.stop());

stateStoreContract('Dapr on ministack', () => sidecar.platform.state);

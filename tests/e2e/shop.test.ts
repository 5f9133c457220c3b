import { join } from 'node:path';
import { type OtlpReceiver, startOtlpReceiver } from '@mercato/testkit/otlp';
import { workFolder } from '@mercato/testkit/process';
import { afterAll, beforeAll, describe } from 'vitest';
import { startWorld, type World } from '../support/world.ts';
import { account } from './scenarios/account.ts';
import { administration } from './scenarios/admin.ts';
import { burst } from './scenarios/burst.ts';
import { chartTest } from './scenarios/chart-test.ts';
import { conservation } from './scenarios/conservation.ts';
import { deadLetterScenario } from './scenarios/dead-letters.ts';
import { fuzz } from './scenarios/fuzz.ts';
import { guestCart } from './scenarios/guest-cart.ts';
import { hostile } from './scenarios/hostile.ts';
import { iam } from './scenarios/iam.ts';
import { idempotency } from './scenarios/idempotency.ts';
import { insight } from './scenarios/insight.ts';
import { kills } from './scenarios/kills.ts';
import { oneTrace } from './scenarios/one-trace.ts';
import { orderTool } from './scenarios/order-tool.ts';
import { operationsScenario } from './scenarios/operations.ts';
import { outage } from './scenarios/outage.ts';
import { replay } from './scenarios/replay.ts';
import { refusals } from './scenarios/refusals.ts';
import { secondThoughts } from './scenarios/second-thoughts.ts';
import { secretsInLogs } from './scenarios/secrets-in-logs.ts';
import { stream } from './scenarios/stream.ts';
import { walk } from './scenarios/walk.ts';

const folder = workFolder('record');
const record = process.env['IAM_RECORD'] ?? join(folder.path, 'record.json');
let receiver: OtlpReceiver | undefined;
const getReceiver = (): OtlpReceiver => {
  if (!receiver) throw new Error('nobody receives spans');
  return receiver;
};
let world: World | undefined;
const getWorld = (): World => {
  if (!world) throw new Error('the shop is not running');
  return world;
};

beforeAll(async () => {
  receiver = await startOtlpReceiver({ keep: 50_000 });
  world = await startWorld({
    visibilitySeconds: 5,
    record,
    // Hostile requests come faster than any shopper's, and must reach what they are meant for.
    serviceEnv: {
      gateway: { RATE_LIMIT_PER_SECOND: '10000', RATE_LIMIT_BURST: '10000', ADAPTIVE_LIMITS: 'false' },
    },
    env: {
      ...receiver.env,
      SHIPPING_DISPATCH_AFTER_MS: '3000',
      SHIPPING_DELIVER_AFTER_MS: '2000',
    },
  });
});
afterAll(async () => {
  await world?.stop();
  await receiver?.close();
  folder.remove();
});

const deadLetters = deadLetterScenario(getWorld);
const operations = operationsScenario(getWorld);
describe('an order that cannot be carried out yet', () => {
  deadLetters.begin();
});
describe('the operations console, early', () => {
  operations.begin();
});
describe('the walk', () => {
  walk(getWorld);
});
describe('the test of the chart', () => {
  chartTest(getWorld);
});
describe('one trace', () => {
  oneTrace(getWorld, getReceiver);
});
describe('refusals', () => {
  refusals(getWorld);
});
describe('second thoughts', () => {
  secondThoughts(getWorld);
});
describe('the stream of an order', () => {
  stream(getWorld);
});
describe('a guest', () => {
  guestCart(getWorld);
});
describe('an account', () => {
  account(getWorld);
});
describe('administration', () => {
  administration(getWorld);
});
describe('hostile input', () => {
  hostile(getWorld);
});
describe('kills', () => {
  kills(getWorld);
});
describe('an outage', () => {
  outage(getWorld);
});
describe('the order tool', () => {
  orderTool(getWorld);
});
describe('a burst', () => {
  burst(getWorld);
});
describe('idempotency', () => {
  idempotency(getWorld);
});
describe('insight', () => {
  insight(getWorld);
});
describe('replay', () => {
  replay(getWorld);
});
describe('dead letters', () => {
  deadLetters.end();
});
describe('the operations console', () => {
  operations.end();
});
describe('the public API', () => {
  fuzz(getWorld);
});
describe('conservation', () => {
  conservation(getWorld);
});
describe('the operations console, late', () => {
  operations.atTheEnd();
});
describe('permissions', () => {
  iam(() => record);
});
describe('secrets', () => {
  secretsInLogs(getWorld);
});

import {
  DaprWorkflowClient,
  HttpMethod,
  type TWorkflow,
  type WorkflowActivityContext,
  WorkflowRuntime,
} from '@dapr/dapr';
import { stockApp, type Role } from './stock/app.ts';
import { stepsOf, type StockOrder } from './stock/steps.ts';

/** Checkout as the documentation of Dapr Workflow teaches it: a workflow in the order service, an activity for each step, compensation in its `catch`. */
const { role, app, dapr, grpcPort, listen } = stockApp();
const steps = stepsOf(dapr);

const called = {
  product: ['reserve', 'release'],
  payment: ['authorize', 'capture'],
  shipping: ['book', 'cancelBooking'],
} as const;

interface Answer {
  readonly ok: boolean;
}

const serveSteps = (names: readonly (keyof typeof steps)[]): void => {
  for (const name of names) app.post<{ Body: StockOrder }>(`/${name}`, ({ body }) => steps[name](body, 'confirmed'));
};

type Activity = (context: WorkflowActivityContext, order: StockOrder) => Promise<Answer>;

const call =
  (service: Role, step: string): Activity =>
  async (_, order) =>
    (await dapr.invoker.invoke(service, step, HttpMethod.POST, order)) as Answer;

const confirm: Activity = (_, order) => steps.settle(order, 'confirmed');
const refuse: Activity = (_, order) => steps.settle(order, 'refused');

const checkout: TWorkflow = async function* (context, order: StockOrder) {
  const undo: string[] = [];
  try {
    for (const [step, back] of [
      ['reserve', 'release'],
      ['authorize', undefined],
      ['book', 'cancelBooking'],
      ['capture', undefined],
    ] as const) {
      const { ok } = (yield context.callActivity(step, order)) as Answer;
      if (!ok) throw new Error(step);
      if (back) undo.push(back);
    }
    yield context.callActivity('confirm', order);
    return 'confirmed';
  } catch {
    for (const back of undo.toReversed()) yield context.callActivity(back, order);
    yield context.callActivity('refuse', order);
    return 'refused';
  }
};

const serveOrders = async (): Promise<void> => {
  const sidecar = { daprHost: '127.0.0.1', daprPort: grpcPort };
  const runtime = new WorkflowRuntime(sidecar).registerWorkflowWithName('checkout', checkout);
  for (const [service, names] of Object.entries(called))
    for (const name of names) runtime.registerActivityWithName(name, call(service as Role, name));
  runtime.registerActivityWithName('confirm', confirm).registerActivityWithName('refuse', refuse);
  const client = new DaprWorkflowClient(sidecar);
  app.post<{ Body: StockOrder }>('/orders', async ({ body: order }) => {
    await steps.place(order);
    const id = await client.scheduleNewWorkflow('checkout', order, order.id);
    const state = await client.waitForWorkflowCompletion(id, true, 60);
    return { status: JSON.parse(state?.serializedOutput ?? '"unknown"') as string };
  });
  await listen();
  // The worker gives up for good when its first connection fails.
  await dapr.start();
  await runtime.start();
};

if (role === 'order') await serveOrders();
else {
  serveSteps(called[role]);
  await listen();
}

import { errors } from '@mercato/kit/errors';
import type { Fault, MemoryShop, Moment, Planned } from '../support/memory-shop/index.ts';
import type { Flow, Step, StoredOrder } from './flows.ts';

type Call = Extract<Moment, { kind: 'call' }>;

const keyIn = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'key' in body && typeof body.key === 'string' ? body.key : '';

/** Whether a moment is the call that a step makes. */
export const isCallOf =
  ({ route, keyOf }: Step) =>
  (moment: Moment): moment is Call => {
    if (moment.kind !== 'call' || moment.by !== 'order' || moment.route !== route.id) return false;
    return keyOf === undefined || keyIn(moment.input.body).includes(`:${keyOf}`);
  };

/** A mishap that was planned, and how to tell that it happened. */
export interface Mishap {
  /** As often as it was meant to, no more and no less. */
  readonly happened: () => boolean;
}

const planned = (shop: MemoryShop, fault: Fault): Mishap => {
  const plan: Planned = shop.faults.plan(fault);
  return { happened: () => plan.fired() === (fault.times ?? 1) };
};

/** Something about the call of a step. */
const atCall = (shop: MemoryShop, step: Step, act: Fault['act']): Mishap =>
  planned(shop, { when: isCallOf(step), act });

export const timedOut = (shop: MemoryShop, step: Step, { done }: { readonly done: boolean }): Mishap =>
  atCall(shop, step, async (work, moment) => {
    if (done) await work();
    await shop.clock.sleep((moment as Call).timeoutMs);
    throw errors.timeout(step.app);
  });

/** The caller gives up, and the call arrives when all is undone. */
const doneTooLate = (shop: MemoryShop, step: Step): Mishap => {
  let answered = false;
  const mishap = atCall(shop, step, async (work, moment) => {
    const late = async (): Promise<void> => {
      await shop.clock.sleep(30_000);
      await work();
      answered = true;
    };
    shop.errands.push(late());
    await shop.clock.sleep((moment as Call).timeoutMs);
    throw errors.timeout(step.app);
  });
  return { happened: () => mishap.happened() && answered };
};

const downFor = (shop: MemoryShop, step: Step, ms: number): Mishap => {
  let until: number | undefined;
  const plan = shop.faults.plan({
    times: Infinity,
    when: (moment) => {
      if (until === undefined && isCallOf(step)(moment)) until = shop.clock.now() + ms;
      return moment.kind === 'call' && moment.app === step.app && shop.clock.now() < (until ?? 0);
    },
    act: () => Promise.reject(errors.unavailable(step.app)),
  });
  return { happened: () => plan.fired() > 1 };
};

const isOrderWrite = (moment: Moment): moment is Extract<Moment, { kind: 'write' }> =>
  moment.kind === 'write' && moment.by === 'order' && moment.key.startsWith('order:');

const isIntentOf =
  (step: Step) =>
  (moment: Moment): boolean =>
    isOrderWrite(moment) && step.isIntended(moment.value as StoredOrder);

const killed = (shop: MemoryShop, when: Fault['when'], { done }: { readonly done: boolean }): Mishap =>
  planned(shop, {
    when,
    act: async (work, _, replica) => {
      if (done) await work();
      replica.kill();
    },
  });

const atPoint =
  (point: string, label: string) =>
  (moment: Moment): boolean =>
    moment.kind === 'saga' && moment.point === point && moment.label === label;

const copyOfCommand = (shop: MemoryShop, { command }: Flow): void => {
  const message = shop.broker.published.findLast(({ topic }) => topic === command);
  if (message) shop.broker.send('order-commands', message);
};

/** Both deliveries come to the step, and then go on together. */
const rendezvous = (shop: MemoryShop, flow: Flow, step: Step): Mishap => {
  shop.host('order').addReplica();
  let secondCame: () => void = () => undefined;
  const second = new Promise<void>((resolve) => {
    secondCame = resolve;
  });
  let first = true;
  return planned(shop, {
    when: flow.isSaga ? atPoint('after-intent', step.name) : isCallOf(step),
    times: 2,
    act: async (work) => {
      if (first) {
        first = false;
        copyOfCommand(shop, flow);
        await second;
      } else secondCame();
      return work();
    },
  });
};

/** Something that the callee meets while it does what a step asks for. */
const insideCall = (shop: MemoryShop, step: Step, fault: Omit<Fault, 'when'>): Mishap => {
  let plan: Planned | undefined;
  atCall(shop, step, async (work) => {
    plan = shop.faults.plan({ ...fault, when: isWriteOf(step) });
    return work();
  });
  return { happened: () => plan?.fired() === (fault.times ?? 1) };
};

const aggregates: Readonly<Record<string, string>> = {
  product: 'product:mug',
  payment: 'payment:',
  shipping: 'shipment:',
};

const isWriteOf =
  ({ app }: Step) =>
  (moment: Moment): boolean =>
    moment.kind === 'write' && moment.by === app && moment.key.startsWith(aggregates[app] ?? '?');

/** The end of a message whose last step this was. */
const atEndOf = (step: Step): Fault['when'] => {
  let last = '';
  return (moment) => {
    if (moment.kind !== 'saga') return false;
    if (moment.point === 'after-effect') last = moment.label;
    return moment.point === 'before-ack' && last === step.name;
  };
};

const cutAtCall = (shop: MemoryShop, step: Step, what: 'table' | 'queues'): Mishap => {
  const cut = atCall(shop, step, async (work) => {
    shop.cut(what, 20_000);
    return work();
  });
  return { happened: () => cut.happened() && shop.cutsMet[what] > 0 };
};

type Plan = (shop: MemoryShop, step: Step, flow: Flow) => Mishap;

/** Every mishap of docs/failure-matrix.md, by its name there. */
export const mishaps: Readonly<Record<string, Plan>> = {
  refused: (shop, step) =>
    atCall(shop, step, () => Promise.resolve({ verdict: 'refused', code: step.refusal, detail: 'no' })),
  'timed out, but done': (shop, step) => timedOut(shop, step, { done: true }),
  'timed out, and not done': (shop, step) => timedOut(shop, step, { done: false }),
  'timed out, and done when it was undone': doneTooLate,
  'answer lost': (shop, step) =>
    atCall(shop, step, async (work) => {
      await work();
      throw errors.unavailable(step.app);
    }),
  'down for a moment': (shop, step) => atCall(shop, step, () => Promise.reject(errors.unavailable(step.app))),
  'down for three minutes': (shop, step) => downFor(shop, step, 180_000),
  'order killed before the intent': (shop, step, flow) =>
    killed(shop, flow.isSaga ? atPoint('before-intent', step.name) : isIntentOf(step), { done: false }),
  'order killed after the intent': (shop, step, flow) =>
    killed(shop, flow.isSaga ? atPoint('after-intent', step.name) : isCallOf(step), { done: false }),
  'order killed after the effect': (shop, step, flow) =>
    killed(shop, flow.isSaga ? atPoint('after-effect', step.name) : isCallOf(step), { done: true }),
  'order killed before the acknowledgement': (shop, step, flow) =>
    flow.isSaga
      ? killed(shop, atEndOf(step), { done: false })
      : planned(shop, {
          when: (m) => m.kind === 'acknowledgement' && m.topic === flow.command,
          act: async (_work, _moment, replica) => {
            await Promise.resolve();
            replica.kill();
            return 'again';
          },
        }),
  'callee killed before the effect': (shop, step) =>
    atCall(shop, step, async (work) => {
      shop.host(step.app).replica.kill();
      return work();
    }),
  'callee killed after its first write': (shop, step) =>
    insideCall(shop, step, {
      act: async (work, _, replica) => {
        await work();
        replica.kill();
      },
    }),
  'sidecar killed before the effect': (shop, step) =>
    atCall(shop, step, async (_work, _moment, replica) => {
      await Promise.resolve();
      replica.killSidecar();
    }),
  'sidecar killed after the effect': (shop, step) =>
    atCall(shop, step, async (work, _, replica) => {
      await work();
      replica.killSidecar();
    }),
  'delivered twice': (shop, step, flow) =>
    atCall(shop, step, async (work) => {
      copyOfCommand(shop, flow);
      await shop.clock.sleep(1_500);
      return work();
    }),
  'two deliveries in parallel': (shop, step, flow) => rendezvous(shop, flow, step),
  'the order’s write conflicts three times': (shop, step) =>
    planned(shop, { when: isIntentOf(step), times: 3, act: () => Promise.resolve('conflict') }),
  'the callee’s write conflicts three times': (shop, step) =>
    insideCall(shop, step, { times: 3, act: () => Promise.resolve('conflict') }),
  'table unavailable for 20 s': (shop, step) => cutAtCall(shop, step, 'table'),
  'queues unavailable for 20 s': (shop, step) => cutAtCall(shop, step, 'queues'),
};

import { setTimeout as sleep } from 'node:timers/promises';
import { checkoutOrder, refundOrder } from '@mercato/contracts/order';
import { paymentApi } from '@mercato/contracts/payment';
import type { ArmedFault, FaultFolder, FiredFault } from '@mercato/kit/faults';
import { until } from '../../support/shopper.ts';
import type { World } from '../../support/world.ts';
import { cancel, type Deal, place, refund } from './market.ts';
import { gateOf, type Plan, plans } from './plans.ts';
import type { Sightings } from './sightings.ts';
import { checkoutEnded, isAnswered, isSettled, storedOrder } from './stored.ts';
import { times } from './times.ts';

const lookMs = 300;
/** The order itself is looked at less often, until its fault was met. */
const looksPerRead = 4;

/** Where cells are tried. */
export interface Stage {
  readonly world: World;
  readonly folder: FaultFolder;
  readonly sightings: Sightings;
}

/** One cell on its way. */
export class Attempt {
  readonly deal: Deal;
  /** Resolves when its fault was met, or will not be any more. */
  readonly whenMet: Promise<void>;
  readonly #stage: Stage;
  readonly #plan: Plan;
  #tellMet: () => void = () => undefined;
  #fired: readonly FiredFault[] = [];
  #holds: readonly FiredFault[] = [];
  #looks = 0;
  #overSince: number | undefined;
  #released = false;
  #struck = false;
  #trouble: unknown;

  constructor(deal: Deal, stage: Stage) {
    const plan = plans[deal.cell.fault];
    if (!plan) throw new Error(`nobody knows how to arm ${deal.cell.fault}`);
    this.deal = deal;
    this.#stage = stage;
    this.#plan = plan(deal);
    this.whenMet = new Promise((resolve) => (this.#tellMet = resolve));
  }

  /** Makes the order that the flow begins with, if it begins with one. */
  async prepare(): Promise<void> {
    if (this.#isCheckout) return;
    try {
      await place(this.deal);
      const settled = async () => isSettled(await this.#order()) || undefined;
      await until(`the order ${this.deal.orderId}`, settled, times.patienceMs);
    } catch (error) {
      this.#trouble = error;
    }
  }

  /** What kept it from being tried at all. */
  get trouble(): unknown {
    return this.#trouble;
  }

  /** Sees the order through, or finds out why not: the others go on. */
  async run(): Promise<void> {
    try {
      if (this.#trouble === undefined) await this.#try();
    } catch (error) {
      this.#trouble = error;
    } finally {
      this.#tellMet();
    }
  }

  /** Arms the fault, begins, and looks on. */
  async #try(): Promise<void> {
    const { folder } = this.#stage;
    for (const fault of [...this.#setup(), ...this.#plan.faults]) await folder.arm(fault);
    await this.#begin();
    for (const end = Date.now() + times.patienceMs; Date.now() < end && !(await this.#isThrough());) {
      await sleep(lookMs);
    }
  }

  /** When its order was held where something outside shall strike it. */
  get heldSince(): number | undefined {
    return this.#released || this.#overSince !== undefined ? undefined : this.#holds[0]?.at;
  }

  /** How often its fault was met; of what strikes from outside, whether it did while the order was held. */
  get met(): number {
    return this.#plan.struckFromOutside ? Number(this.#struck) : this.#fired.length;
  }

  /** How often it must be. */
  get times(): number {
    return this.#plan.times;
  }

  /** It was struck: what was held goes on. */
  async strike(): Promise<void> {
    this.#struck = this.heldSince !== undefined;
    await this.#release();
  }

  get #holdId(): string {
    return this.#plan.gated ? gateOf(this.deal.cell) : this.deal.cell.id;
  }

  get #isCheckout(): boolean {
    return this.deal.cell.flowPlan.command === checkoutOrder.topic;
  }

  #order() {
    return storedOrder(this.#stage.world, this.deal.orderId);
  }

  /** On the way back the capture timed out, though it was done; again, should its answer get lost by accident. */
  #setup(): readonly ArmedFault[] {
    const { cell, orderId } = this.deal;
    if (!cell.step.startsWith('undo:')) return [];
    const label = paymentApi.capture.id;
    const action = { kind: 'fail', code: 'dependency.timeout' } as const;
    // Killed before that is put down, it is asked again, and then all is well.
    const isForgotten = cell.expected.status === 'processing';
    return [
      { id: `${cell.id}-setup`, point: 'after-handler', label, key: orderId, action, times: isForgotten ? 1 : 9 },
    ];
  }

  #begin(): Promise<void> {
    if (this.#isCheckout) return place(this.deal);
    const isRefund = this.deal.cell.flowPlan.command === refundOrder.topic;
    return isRefund ? refund(this.#stage.world.admin, this.deal) : cancel(this.deal);
  }

  /** Its order has come to its end, and its fault was met or will not be any more. */
  async #isThrough(): Promise<boolean> {
    const { sightings } = this.#stage;
    this.#fired = await sightings.of(this.deal.cell.id);
    this.#holds = await sightings.of(this.#holdId);
    const isOver = await this.#isOver();
    if (isOver || this.#fired.length > 0) this.#tellMet();
    const second = await sightings.of(`${this.deal.cell.id}-second`);
    const seen = { met: this.#fired.length, secondCame: second.length > 0, isOver };
    if (!this.#released && this.#plan.release?.(seen)) await this.#release();
    return isOver && (this.met >= this.times || Date.now() - (this.#overSince ?? 0) > times.afterwardsMs);
  }

  async #isOver(): Promise<boolean> {
    this.#looks += 1;
    if (this.#overSince === undefined && (this.#fired.length > 0 || this.#looks % looksPerRead === 0)) {
      const order = await this.#order();
      if (this.#isCheckout ? checkoutEnded(order) : isAnswered(order)) this.#overSince = Date.now();
    }
    return this.#overSince !== undefined;
  }

  async #release(): Promise<void> {
    this.#released = true;
    await this.#stage.folder.release(this.#holdId);
  }
}

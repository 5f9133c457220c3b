interface Look {
  readonly at: number;
  readonly own: boolean;
}

/**
 * When the carrier of this process looks at which parcel. Only hints that save reads and writes, lost with the process:
 * where a parcel stands is what its shipment says.
 */
export class CarrierSchedule {
  readonly #looks = new Map<string, Look>();
  readonly #done = new Set<string>();

  /** A parcel that was released here is moved here, unless this process dies. */
  released(orderId: string, at: number): void {
    this.#looks.set(orderId, { at, own: true });
  }

  /** What the list of all replicas says: it names those of others, and no longer names what they have brought. */
  listed(orderIds: readonly string[]): void {
    const listed = new Set(orderIds);
    for (const [orderId, { own }] of this.#looks) if (!own && !listed.has(orderId)) this.#looks.delete(orderId);
    for (const orderId of listed) {
      if (!this.#looks.has(orderId) && !this.#done.has(orderId)) this.#looks.set(orderId, { at: 0, own: false });
    }
  }

  due(now: number): readonly string[] {
    return [...this.#looks].filter(([, { at }]) => at <= now).map(([orderId]) => orderId);
  }

  isOwn(orderId: string): boolean {
    return this.#looks.get(orderId)?.own === true;
  }

  again(orderId: string, at: number): void {
    this.#looks.set(orderId, { at, own: this.isOwn(orderId) });
  }

  done(orderId: string): void {
    this.#looks.delete(orderId);
    this.#done.add(orderId);
  }

  /** Those that are still on the list, although there is nothing left to do. */
  get finished(): readonly string[] {
    return [...this.#done];
  }

  takenOff(orderIds: readonly string[]): void {
    for (const orderId of orderIds) this.#done.delete(orderId);
  }

  get underWay(): number {
    return this.#looks.size;
  }
}

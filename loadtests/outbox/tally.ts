/** A message as it came. */
export interface Arrived {
  readonly eventId: string;
  readonly orderId: string;
}

export interface Tally {
  /** Written, and never told. */
  readonly lost: number;
  /** Told, and never written. */
  readonly ghosts: number;
  /** Came again under the same id: whoever remembers ids tells it. */
  readonly repeated: number;
  /** Came again under another id: nobody can tell it from another event. */
  readonly unrecognisable: number;
}

/** What became of the events of records that were written. */
export const tallyOf = (written: ReadonlySet<string>, arrived: readonly Arrived[]): Tally => {
  const idsOf = new Map<string, Set<string>>();
  for (const { orderId, eventId } of arrived) idsOf.set(orderId, (idsOf.get(orderId) ?? new Set()).add(eventId));
  const ids = [...idsOf.values()].reduce((sum, all) => sum + all.size, 0);
  return {
    lost: [...written].filter((id) => !idsOf.has(id)).length,
    ghosts: [...idsOf.keys()].filter((id) => !written.has(id)).length,
    repeated: arrived.length - ids,
    unrecognisable: ids - idsOf.size,
  };
};

interface Envelope {
  readonly id?: string;
  readonly data?: unknown;
}

/** The event that a sidecar hands over. Dapr's outbox hands on a record as text, of whatever kind. */
export const arrivedIn = (body: string): Arrived => {
  const { id = '', data } = JSON.parse(body) as Envelope;
  const [, orderId = ''] = /orderId\W+([\w-]+)/.exec(JSON.stringify(data)) ?? [];
  return { eventId: id, orderId };
};

import { setTimeout as sleep } from 'node:timers/promises';
import { analyticsApi, archivedEventPage, type ArchivedEvent } from '@mercato/contracts/analytics';
import { type IndexDifference, type IndexReport, indexReport, type ServiceName } from '@mercato/contracts/shared';
import { allPages, inParallel, patiently } from '@mercato/conservation';
import type { ShopClient } from '../../tests/support/shop-client.ts';
import { type Index, type IndexName, indexes, indexNames, type Part } from './indexes.ts';

/** An administrator's client of a service: the gateway, or the service itself. */
export type ClientOf = (service: ServiceName) => ShopClient;

/** What is wrong with one listing of an index. */
export interface ListingDifferences {
  readonly index: IndexName;
  readonly listing: string;
  readonly differences: readonly IndexDifference[];
}

/** What came of one index. */
export interface Replayed {
  readonly index: IndexName;
  readonly listings: number;
  readonly entries: number;
  /** What was wrong, and made right. */
  readonly rebuilt: readonly ListingDifferences[];
  /** What is wrong now. */
  readonly wrong: readonly ListingDifferences[];
}

export interface ReplayOptions {
  readonly names: readonly IndexName[];
  /** Else the indexes are only compared. */
  readonly repair: boolean;
  /** How long to wait for news that are still on their way to an index. */
  readonly waitMs: number;
}

interface Asked extends IndexReport, Pick<ListingDifferences, 'index' | 'listing'> {
  readonly part: Part;
}

const pauseMs = 500;

/** Reads each topic of the archive once. */
const archiveOf = (clientOf: ClientOf) => {
  const read = new Map<string, Promise<readonly ArchivedEvent[]>>();
  const parse = (body: unknown) => archivedEventPage.parse(body);
  return async ({ topics }: Index): Promise<readonly ArchivedEvent[]> => {
    const events = topics.map((topic) => {
      const reading = read.get(topic) ?? allPages(clientOf('analytics'), analyticsApi.listEvents, parse, { topic });
      read.set(topic, reading);
      return reading;
    });
    return (await Promise.all(events)).flat();
  };
};

const ask = async (clientOf: ClientOf, index: IndexName, part: Part, repair: boolean): Promise<Asked> => {
  const { service, route, params, body, listing } = part;
  const reply = await patiently(clientOf(service), route, { params, body: { ...body, repair } });
  return { part, index, listing, ...indexReport.parse(reply.body) };
};

const isWrong = ({ differences }: Asked): boolean => differences.length > 0;

const told = ({ index, listing, differences }: Asked): ListingDifferences => ({ index, listing, differences });

/** Compares; what differs is looked at again until it is right, or time is up. */
const compare = async (clientOf: ClientOf, index: IndexName, parts: readonly Part[], waitMs: number) => {
  const end = performance.now() + waitMs;
  const look = (some: readonly Part[]) => inParallel(some, (part) => ask(clientOf, index, part, false));
  const all = await look(parts);
  let wrong = all.filter(isWrong);
  while (wrong.length > 0 && performance.now() < end) {
    await sleep(pauseMs);
    wrong = (await look(wrong.map(({ part }) => part))).filter(isWrong);
  }
  return { entries: all.reduce((total, { entries }) => total + entries, 0), wrong: wrong.map(told) };
};

/** Compares indexes with the archive of events, after making again what differs if that is asked for. */
export const replay = async (clientOf: ClientOf, options: ReplayOptions): Promise<readonly Replayed[]> => {
  const { names, repair, waitMs } = options;
  const readArchive = archiveOf(clientOf);
  const results: Replayed[] = [];
  for (const index of names) {
    const parts = indexes[index].partsOf(await readArchive(indexes[index]));
    const asked = repair ? await inParallel(parts, (part) => ask(clientOf, index, part, true)) : [];
    const rebuilt = asked.filter((one) => one.rebuilt).map(told);
    const listings = new Set(parts.map(({ listing }) => listing)).size;
    results.push({ index, listings, rebuilt, ...(await compare(clientOf, index, parts, waitMs)) });
  }
  return results;
};

/** What differs between the indexes of a shop and what its archive of events says. */
export const checkIndexes = async (
  clientOf: ClientOf,
  { waitMs }: Pick<ReplayOptions, 'waitMs'>,
): Promise<readonly ListingDifferences[]> =>
  (await replay(clientOf, { names: indexNames, repair: false, waitMs })).flatMap(({ wrong }) => wrong);

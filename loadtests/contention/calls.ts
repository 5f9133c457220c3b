import { callsPath } from '../../tools/local-aws/dynamodb-server.ts';
import type { CallCounts } from '../../tools/local-aws/recorder.ts';

export interface StoreCalls {
  readonly reads: number;
  readonly writes: number;
}

const sum = (counts: Readonly<Record<string, number>>, wanted: RegExp): number =>
  Object.entries(counts).reduce((total, [action, count]) => total + (wanted.test(action) ? count : 0), 0);

/** What a caller has asked of a table so far, refused writes included. */
export const storeCallsOf = (all: CallCounts, caller: string): StoreCalls => {
  const counts = all[caller] ?? {};
  return {
    reads: sum(counts, /^dynamodb:(Batch)?GetItem$/),
    writes: sum(counts, /^dynamodb:(((Put|Update|Delete)Item)|BatchWriteItem|TransactWriteItems)$/),
  };
};

/** As the stand-in for DynamoDB has counted them. */
export const countedAt = async (dynamodb: string): Promise<CallCounts> =>
  (await (await fetch(`${dynamodb}${callsPath}`)).json()) as CallCounts;

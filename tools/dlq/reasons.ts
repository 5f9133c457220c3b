import { failureKey } from '@mercato/kit/messaging';
import { z } from 'zod';
import type { DynamoDbClient } from '../local-aws/aws-client.ts';
import { parseJson } from '../local-aws/envelope.ts';

const kept = z.object({ code: z.string(), reason: z.string(), at: z.string() });
export type KeptReason = z.infer<typeof kept>;

export interface ReasonSource {
  readonly dynamodb: Pick<DynamoDbClient, 'getItem'>;
  readonly table: string;
}

/** What an app noted when it failed to handle an event, read where its sidecar keeps it. Throws where the table cannot be read. */
export const keptReason = async (
  app: string,
  eventId: string,
  { dynamodb, table }: ReasonSource,
): Promise<KeptReason | undefined> => {
  const item = await dynamodb.getItem(table, { key: { S: `${app}||${failureKey(eventId)}` } });
  return kept.safeParse(parseJson(item?.['value']?.S ?? '')).data;
};

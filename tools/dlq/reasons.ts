import { failureKey } from '@mercato/kit/messaging';
import { parseJson } from '@mercato/queues';
import { keptReason, type Reasons } from '@mercato/queues/dead-letters';
import type { DynamoDbClient } from '../local-aws/aws-client.ts';

export interface ReasonSource {
  readonly dynamodb: Pick<DynamoDbClient, 'getItem'>;
  readonly table: string;
}

/** Read where the apps' sidecars keep it, so that it is known of an app too that does not run. */
export const storedReasons =
  ({ dynamodb, table }: ReasonSource): Reasons =>
  async (app, eventId) => {
    const item = await dynamodb.getItem(table, { key: { S: `${app}||${failureKey(eventId)}` } });
    return keptReason.safeParse(parseJson(item?.['value']?.S ?? '')).data;
  };

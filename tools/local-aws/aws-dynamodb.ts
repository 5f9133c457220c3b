import { callJson, type AwsEndpoint } from '@mercato/queues/aws';

export type AttributeValue = { S?: string; N?: string; B?: string; BOOL?: boolean; NULL?: boolean };
export type Item = Record<string, AttributeValue>;

export interface DynamoDbClient {
  createTable(name: string, partitionKey: string): Promise<void>;
  /** Undefined when there is no such table. */
  describeTable(name: string): Promise<{ status: string } | undefined>;
  getItem(table: string, key: Item): Promise<Item | undefined>;
  putItem(table: string, item: Item): Promise<void>;
  deleteItem(table: string, key: Item): Promise<void>;
  /** Every item of the table, page by page. */
  scan(table: string): AsyncGenerator<Item>;
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ResourceNotFoundException';
}

type Call = <T>(action: string, body: object) => Promise<T>;

async function* scan(call: Call, table: string): AsyncGenerator<Item> {
  let start: Item | undefined;
  do {
    const body = { TableName: table, ConsistentRead: true, ...(start && { ExclusiveStartKey: start }) };
    const page = await call<{ Items: Item[]; LastEvaluatedKey?: Item }>('Scan', body);
    yield* page.Items;
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

export function dynamoDbClient(endpoint: AwsEndpoint): DynamoDbClient {
  const call: Call = <T>(action: string, body: object) =>
    callJson<T>(endpoint, { service: 'dynamodb', target: `DynamoDB_20120810.${action}`, version: '1.0', body });
  return {
    async createTable(name, partitionKey) {
      await call('CreateTable', {
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: partitionKey, AttributeType: 'S' }],
        KeySchema: [{ AttributeName: partitionKey, KeyType: 'HASH' }],
      });
    },
    async describeTable(name) {
      try {
        const answer = await call<{ Table: { TableStatus: string } }>('DescribeTable', { TableName: name });
        return { status: answer.Table.TableStatus };
      } catch (error) {
        if (isAbsent(error)) return undefined;
        throw error;
      }
    },
    async getItem(table, key) {
      const body = { TableName: table, Key: key, ConsistentRead: true };
      return (await call<{ Item?: Item }>('GetItem', body)).Item;
    },
    async putItem(table, item) {
      await call('PutItem', { TableName: table, Item: item });
    },
    async deleteItem(table, key) {
      await call('DeleteItem', { TableName: table, Key: key });
    },
    scan: (table) => scan(call, table),
  };
}

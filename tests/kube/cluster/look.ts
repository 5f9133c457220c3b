import { setTimeout as sleep } from 'node:timers/promises';
import { operationsApi } from '@mercato/contracts/operations';
import { ShopClient } from '../../support/shop-client.ts';

/**
 * What the console shows of the cluster: `node look.ts <shop> <email> <password> <replicas>` waits until it shows so many
 * and prints each service with its replicas, and how many dead-letter queues it can look into.
 */
const [url = '', email = '', password = '', wanted = '0'] = process.argv.slice(2);
const pauseMs = 1_000;
const patience = 30;

const shop = new ShopClient(url);
const admin = await shop.signIn({ email, password });

const lookAround = async (): Promise<readonly string[]> => {
  const { services } = await admin.expect(operationsApi.getServiceMap, 200, {});
  return services.flatMap(({ service, replicas }) =>
    replicas.map(({ app, sidecar }) => `${service} ${app} ${sidecar}`),
  );
};

let seen = await lookAround();
for (let left = patience; left > 0; left -= 1) {
  if (seen.filter((each) => each.endsWith(' ready up')).length === Number(wanted)) break;
  await sleep(pauseMs);
  seen = await lookAround();
}
const { items } = await admin.expect(operationsApi.listDeadLetterQueues, 200, {});
process.stdout.write(JSON.stringify({ seen: seen.toSorted(), queues: items.length }));

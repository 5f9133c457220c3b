import { say } from '../shared/progress.ts';
import { shopUrl } from './readiness.ts';

const json = `-H 'content-type: application/json'`;

export interface Shopper {
  email: string;
  password: string;
}

async function firstProduct(): Promise<string> {
  const answer = await fetch(`${shopUrl}/api/products?limit=1`);
  const page = (await answer.json()) as { items?: { id: string }[] };
  return page.items?.[0]?.id ?? 'prd-000001';
}

/** Signs in and buys, in one line that a shell can run as it is. */
export function buyingLine({ email, password }: Shopper, productId: string): string {
  const login = `curl -s ${shopUrl}/api/users/login ${json} -d '${JSON.stringify({ email, password })}'`;
  const token = `$(${login} | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')`;
  const order = {
    lines: [{ productId, quantity: 1 }],
    shippingAddress: { name: 'Ada', street: 'Via Roma 1', city: 'Torino', postalCode: '10121', country: 'IT' },
    payment: { card: { number: '4242424242424242', expMonth: 12, expYear: 2040, cvc: '123' } },
  };
  const headers = `-H "authorization: Bearer ${token}" -H "idempotency-key: $(date +%s)" -H 'prefer: wait=10'`;
  return `curl -s ${shopUrl}/api/orders ${headers} ${json} -d '${JSON.stringify(order)}'`;
}

export async function printAddresses(shopper: Shopper, more: readonly string[] = []): Promise<void> {
  const product = await firstProduct();
  say('');
  say(`  Shop        ${shopUrl}        Console  ${shopUrl}/console`);
  say(`  API docs    ${shopUrl}/docs`);
  say('  Admin       e-mail and password for the console are in .mercato/secrets.json');
  say('  Mailbox     .mercato/mailbox        Logs  .mercato/logs        Pids  .mercato/run/pids');
  for (const line of more) say(`  ${line}`);
  say('');
  say('Buy something:');
  say('');
  say(buyingLine(shopper, product));
  say('');
  say('Ctrl-C stops everything; the state stays (npm run reset empties it).');
}

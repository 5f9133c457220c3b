import { apis } from '@mercato/contracts';
import { orderApi } from '@mercato/contracts/order';
import type { ServiceName } from '@mercato/contracts/shared';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../../support/log-lines.ts';
import { cards, newProduct, newShopper, placement, until } from '../../support/shopper.ts';
import type { GetWorld } from '../../support/world.ts';

const services = Object.keys(apis) as ServiceName[];

interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>;
}

const operationsOf = ({ paths }: OpenApi): readonly string[] =>
  Object.values(paths).flatMap((path) => Object.values(path).map((operation) => operation.operationId));

export const insight = (world: GetWorld): void => {
  describe.each(services)('%s', (name) => {
    it('describes itself, and shows it to people', async () => {
      const { url } = world().shop.app(name);
      const document = (await (await fetch(`${url}/openapi.json`)).json()) as OpenApi;
      expect(document.openapi).toMatch(/^3\.1/);
      const routes =
        name === 'gateway' ? Object.values(apis).flatMap((a) => Object.values(a)) : Object.values(apis[name]);
      const told = routes
        .filter((route) => name !== 'gateway' || route.audience !== 'internal')
        .map((route) => route.id);
      expect(operationsOf(document)).toEqual(expect.arrayContaining(told));
      const page = await fetch(`${url}/docs`);
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(await page.text()).toContain('swagger-ui');
      expect((await fetch(`${url}/docs/assets/swagger-ui-bundle.js`)).status).toBe(200);
    });

    it('says how it is, and counts what it does', async () => {
      const { url } = world().shop.app(name);
      expect((await fetch(`${url}/livez`)).status).toBe(200);
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ status: 'healthy' });
      expect(await (await fetch(`${url}/metrics`)).text()).toContain('http_requests_total{');
    });
  });

  it('one request id and one trace run through all services that an order passes', async () => {
    const { client, admin, shop } = world();
    const productId = await newProduct(admin, { stock: 1 });
    const shopper = await newShopper(client);
    const reply = await shopper.client.call(orderApi.placeOrder, { ...placement({ productId }), wait: 20 });
    expect(reply.status).toBe(201);
    const requestId = reply.headers.get('x-request-id');
    const passed = ['gateway', 'notification', 'order', 'payment', 'product', 'shipping'];
    const lines = await until('lines of every service', () => {
      const found = linesOf(shop).filter((line) => line.requestId === requestId);
      return passed.every((name) => found.some((line) => line.service === name)) ? found : undefined;
    });
    expect(new Set(lines.map((line) => line.traceId))).toHaveLength(1);
    expect(lines[0]?.traceId).toMatch(/^[0-9a-f]{32}$/);
    const metrics = await (await fetch(`${shop.app('order').url}/metrics`)).text();
    expect(metrics).toMatch(/^orders_total\{.*status="processing".*\} [1-9]/m);
  });

  it('no card number is ever written down: not to a log, the table or a queue', async () => {
    const { shop } = world();
    const shown = (text: string): boolean => Object.values(cards).some((number) => text.includes(number));
    expect(shown(shop.logs())).toBe(false);
    for await (const item of shop.aws.dynamodb.scan('mercato')) expect(shown(JSON.stringify(item))).toBe(false);
  });
};

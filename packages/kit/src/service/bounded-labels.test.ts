import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { as, buildShop, on, shopApi, thingMade } from '../../test/shop.ts';
import { exposeMetrics, registry } from '../telemetry/index.ts';

const series = async (): Promise<ReadonlySet<string>> =>
  new Set(
    (await exposeMetrics()).text
      .split('\n')
      .flatMap((line) => /^(http_requests|messages_handled)_total\{.*\}/.exec(line)?.[0] ?? []),
  );

const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD');
const segment = fc.oneof(fc.webSegment(), fc.uuid(), fc.constantFrom('api', 'things', '..', '%2e', 'subscriptions'));
const path = fc.array(segment, { maxLength: 5 }).map((segments) => `/${segments.join('/')}`);

describe('whatever strangers ask for', () => {
  it('makes no series that its routes, methods and statuses do not bound', async () => {
    registry.resetMetrics();
    const app = await buildShop({ subscriptions: [on(thingMade, async () => {})] });
    const ask = (m: string, url: string) => app.inject({ method: m as 'GET', url, headers: as('ada') });
    await fc.assert(
      fc.asyncProperty(method, path, async (m, url) => {
        await ask(m, url);
      }),
      { numRuns: 300 },
    );
    const routes = new Set([...(await series())].map((each) => /route="([^"]*)"/.exec(each)?.[1] ?? 'unmatched'));
    const templates = [...Object.values(shopApi).map((route) => route.path), `/subscriptions/${thingMade.topic}`];
    const known = new Set([...templates, '/subscriptions', '/subscriptions/*', 'unmatched']);
    expect([...routes].filter((route) => !known.has(route))).toEqual([]);
    await app.close();
  });
});

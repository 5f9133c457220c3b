import { expect, it } from 'vitest';
import { movingIn } from '../../../support/page-fitness.ts';
import type { ShopBrowser } from '../../../support/shop-browser.ts';
import { addToCart } from '../../../support/shop-pages.ts';

/** Of compressed script. 150 KB are promised; a build for developers would pass by that. */
const mostScript = 110_000;

interface Script {
  readonly name: string;
  readonly sent: number;
  readonly whole: number;
}

const scripts = `performance.getEntriesByType('resource')
  .filter(({ name }) => name.endsWith('.js'))
  .map(({ name, encodedBodySize, decodedBodySize }) => ({ name, sent: encodedBodySize, whole: decodedBodySize }))`;

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** What a page costs whoever opens it first. */
export const loading = (browser: () => ShopBrowser): void => {
  it.each(['/', '/products/prd-0005'])('the first load of %s is small, compressed, and kept for good', async (path) => {
    const { page, complaints } = await browser().visit();
    const kept: (string | undefined)[] = [];
    page.on('response', (response) => {
      if (response.url().includes('/assets/')) kept.push(response.headers()['cache-control']);
    });
    await page.goto(path);
    await page.waitForLoadState('networkidle');
    const loaded = await page.evaluate<readonly Script[]>(scripts);
    const sent = sum(loaded.map((script) => script.sent));
    expect(sent, 'bytes of script').toBeLessThan(mostScript);
    expect(sent, 'bytes of script').toBeLessThan(sum(loaded.map(({ whole }) => whole)) / 2);
    expect(loaded.map(({ name }) => name).filter((name) => name.includes('console'))).toEqual([]);
    expect(kept.length).toBeGreaterThan(2);
    expect(new Set(kept)).toEqual(new Set(['public, max-age=31536000, immutable']));
    expect(complaints).toEqual([]);
  });

  it('nothing moves for whoever asked for rest', async () => {
    const { page } = await browser().visit({ reducedMotion: 'no-preference' });
    await page.goto('/');
    await page.getByRole('heading', { name: 'Best sellers' }).waitFor();
    const moves = `getComputedStyle(document.querySelector('.card')).transitionDuration`;
    expect(await page.evaluate<string>(moves)).toContain('0.15s');
    expect(await movingIn(page)).toEqual([]);
    await addToCart(page, 'prd-0005');
    expect(await movingIn(page)).toEqual([]);
  });
};

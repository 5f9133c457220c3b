import type { Page } from 'playwright-core';
import { barriersIn, isTooWide } from './shop-browser.ts';

const widths = [1_200, 360] as const;
const schemes = ['light', 'dark'] as const;

/** What keeps somebody out of a page or makes them scroll sideways, in each look that it has. */
export const unfitIn = async (page: Page): Promise<readonly string[]> => {
  const found: string[] = [];
  const before = page.viewportSize();
  for (const colorScheme of schemes) {
    // A colour that is still on its way to another is none to be judged.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 740 });
      const barriers = await barriersIn(page);
      const wide = (await isTooWide(page)) ? ['too wide'] : [];
      found.push(...[...barriers, ...wide].map((barrier) => `${colorScheme}, ${width}: ${barrier}`));
    }
  }
  if (before) await page.setViewportSize(before);
  return found;
};

/** What still moves for those who asked for rest. */
export const movingIn = async (page: Page): Promise<readonly string[]> => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  return page.evaluate<readonly string[]>(`[...document.querySelectorAll('*')].flatMap((element) => {
    const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
    const moves = /[1-9]/.test(transitionDuration) || animationName !== 'none' || scrollBehavior === 'smooth';
    return moves ? [element.outerHTML.slice(0, 80)] : [];
  })`);
};

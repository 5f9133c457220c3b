import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { getBrowser } from '../../tools/toolbox/browser.ts';

export interface Visit {
  readonly page: Page;
  /**
   * What went wrong that no page should ever do: errors of scripts, what its content security policy refused, and hosts
   * that it asked beside the shop.
   */
  readonly complaints: readonly string[];
}

export interface Visitor extends Pick<BrowserContextOptions, 'colorScheme' | 'locale' | 'reducedMotion'> {
  /** Of the window, in pixels. */
  readonly width?: number;
  readonly height?: number;
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Sums up how far things jump that nobody touched, as browsers measure it. */
const measureShifts = `globalThis.shifted = 0;
new PerformanceObserver((list) => {
  for (const { hadRecentInput, value } of list.getEntries()) if (!hadRecentInput) globalThis.shifted += value;
}).observe({ type: 'layout-shift', buffered: true });`;

// The browser's own remark on an answer such as 404 or 503, which a test may well be about.
const isOnAnswer = (text: string): boolean => text.startsWith('Failed to load resource');

/** A browser whose windows are shoppers, each with nothing remembered. */
export class ShopBrowser {
  readonly #browser: Browser;
  readonly #url: string;

  constructor(browser: Browser, url: string) {
    this.#browser = browser;
    this.#url = url;
  }

  static async open(url: string): Promise<ShopBrowser> {
    // A container has no namespaces for a sandbox; the page is ours.
    const browser = await chromium.launch({ executablePath: await getBrowser(), args: ['--no-sandbox'] });
    return new ShopBrowser(browser, url);
  }

  /** Another shopper with a window. */
  async visit({ width = 1_200, height = 800, ...visitor }: Visitor = {}): Promise<Visit> {
    const context = await this.#browser.newContext({
      baseURL: this.#url,
      locale: 'en-GB',
      viewport: { width, height },
      ...visitor,
    });
    context.setDefaultTimeout(20_000);
    await context.addInitScript(measureShifts);
    return this.anotherTab(context);
  }

  /** One more tab of the same shopper. */
  async anotherTab(context: BrowserContext): Promise<Visit> {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !isOnAnswer(message.text())) complaints.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(`${this.#url}/`)) complaints.push(`asked ${request.url()}`);
    });
    return { page, complaints };
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}

/** What in a page keeps somebody out, by WCAG 2.2 AA as far as a machine can tell. */
export const barriersIn = async (page: Page): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
};

/** Whether one has to scroll sideways. */
export const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

/** How much jumped by itself since the page was opened; up to 0.1 is held to be good. */
export const shiftsIn = (page: Page): Promise<number> => page.evaluate('globalThis.shifted');

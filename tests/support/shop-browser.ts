import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { getBrowser } from '../../tools/toolbox/browser.ts';

export interface Visit {
  readonly page: Page;
  /** What the page complained of: errors of scripts, and what its content security policy refused. */
  readonly complaints: readonly string[];
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

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

  /** A new window of this width in pixels. */
  async visit(width = 1_200): Promise<Visit> {
    const context = await this.#browser.newContext({
      baseURL: this.#url,
      locale: 'en-GB',
      viewport: { width, height: 800 },
    });
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
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

import type { Page } from 'playwright-core';

/** What the focused element is called: by its label, what it says, or how it is described to a screen reader. */
const focused = `[(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim(), document.activeElement.ariaLabel ?? ''].join(' ').trim()`;

export interface Keyboard {
  readonly press: (...keys: string[]) => Promise<void>;
  readonly type: (text: string) => Promise<void>;
  readonly focused: () => Promise<string>;
  /** Goes on by Tab until what has the focus is called that. */
  readonly tabTo: (label: RegExp) => Promise<void>;
}

/** Somebody without a mouse. */
export const keyboardOf = (page: Page): Keyboard => {
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const nameOf = (): Promise<string> => page.evaluate<string>(focused);
  const tabTo = async (label: RegExp): Promise<void> => {
    for (let n = 0; n < 120; n += 1) {
      await press('Tab');
      if (label.test(await nameOf())) return;
    }
    throw new Error(`Nothing called ${label} is reached by Tab`);
  };
  return { press, type: (text) => page.keyboard.type(text), focused: nameOf, tabTo };
};

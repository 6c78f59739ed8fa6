import type { Shot } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import { setSidebarWidth } from '../editor/history-page.ts';

export const section = (page: Page): Locator =>
  page
    .locator(
      '.red-ui-sidebar-section:has(.mw-sidebar), #red-ui-sidebar:has(#red-ui-sidebar-content .mw-sidebar)',
    )
    .first();
export const tray = (page: Page): Locator => page.locator('.red-ui-tray');

interface EditorWindow {
  readonly RED: {
    readonly sidebar: { show(id: string): void };
  };
}

/** Days of work in seconds: the server's times are spread, everything else of its answer stays. */
async function spreadTimes(page: Page): Promise<void> {
  const hour = 3_600_000;
  await page.route('**/millwright/history/versions?*', async (route) => {
    const response = await route.fetch();
    const answer = (await response.json()) as { versions: { time: number }[] };
    answer.versions.forEach((version, index) => {
      version.time -= Math.round(index ** 2 * 0.9 * hour + index * 0.2 * hour);
    });
    await route.fulfill({ response, json: answer });
  });
}

export const answer =
  (url: string, status: number, body: object) =>
  (page: Page): Promise<unknown> =>
    page.route(url, (route) => route.fulfill({ status, json: body }));

interface Setting {
  readonly theme?: Shot['theme'];
  readonly width?: number;
  readonly language?: 'en-US' | 'de';
  readonly beforeLoad?: (page: Page) => Promise<unknown>;
  /** The introduction of the first visit stays. */
  readonly firstVisit?: boolean;
}

/** A picture of the sidebar or of something that was opened from it. */
export function shot(
  name: string,
  caption: string,
  setting: Setting,
  bring: (page: Page) => Promise<Locator | undefined>,
): Shot {
  const { theme = 'light', width = 320, language = 'en-US', firstVisit = false } = setting;
  return {
    name,
    caption,
    theme,
    width,
    language,
    async beforeLoad(page) {
      await spreadTimes(page);
      await setting.beforeLoad?.(page);
    },
    async prepare(page) {
      await page.locator('#millwright-history-sidebar').waitFor({ state: 'attached' });
      await page.evaluate(() =>
        (globalThis as unknown as EditorWindow).RED.sidebar.show('millwright-history'),
      );
      // The history alone in its sidebar, as one has it after a click on the debug icon.
      const debug = page.locator('button[data-tab-id="debug"]');
      const isOpen = (await debug.count()) > 0 && /selected/.test((await debug.getAttribute('class')) ?? '');
      if (isOpen) await debug.click();
      await setSidebarWidth(page, width);
      const intro = page.locator('.mw-history-intro button');
      if (!firstVisit && (await intro.count()) > 0) await intro.click();
      return bring(page);
    },
  };
}

export const rows = async (page: Page): Promise<Locator> => {
  await page.locator('.mw-list-row').first().waitFor();
  return section(page);
};

export async function still(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLElement>('.red-ui-tray, .red-ui-notification')].every(
      (element) =>
        element.getAnimations().length === 0 &&
        !/overflow: hidden|height: \d+\.\d/.test(element.style.cssText),
    ),
  );
}

export async function openVersion(page: Page, number: number): Promise<void> {
  await page
    .locator('.mw-list-row')
    .filter({ hasText: `#${number}` })
    .first()
    .click();
  await page.locator('.mw-tray dl').first().waitFor();
  await page.waitForFunction(
    () => (document.querySelector<HTMLElement>('.red-ui-tray')?.offsetLeft ?? 1) <= 0,
  );
  await still(page);
}

export const details =
  (number: number) =>
  async (page: Page): Promise<Locator> => {
    await openVersion(page, number);
    return tray(page);
  };

export const opened =
  (selector: string) =>
  async (page: Page): Promise<Locator> => {
    await rows(page);
    await page.locator(selector).click();
    await page.locator('.mw-tray').waitFor();
    await page.waitForFunction(
      () => (document.querySelector<HTMLElement>('.red-ui-tray')?.offsetLeft ?? 1) <= 0,
    );
    await still(page);
    return tray(page);
  };

export const state =
  (selector: string) =>
  async (page: Page): Promise<Locator> => {
    await page.locator(selector).waitFor();
    return section(page);
  };

export const both =
  (...answers: readonly ((page: Page) => Promise<unknown>)[]) =>
  async (page: Page): Promise<void> => {
    for (const each of answers) await each(page);
  };

import type { Shot } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import { openSidebar, section, settledTray, tray } from './sidebar-shots.ts';

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
      await openSidebar(page, 'millwright-history', width);
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

export async function openVersion(page: Page, number: number): Promise<void> {
  await page
    .locator('.mw-list-row')
    .filter({ hasText: `#${number}` })
    .first()
    .click();
  await page.locator('.mw-tray dl').first().waitFor();
  await settledTray(page);
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
    return settledTray(page);
  };

export const state =
  (selector: string) =>
  async (page: Page): Promise<Locator> => {
    await page.locator(selector).waitFor();
    return section(page);
  };

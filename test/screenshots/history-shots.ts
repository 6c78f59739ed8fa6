import type { Locator, Page } from 'playwright-core';
import { section, settledTray, sidebarShot, tray } from './sidebar-shots.ts';

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

/** A picture of the history sidebar or of something that was opened from it. */
export const shot = sidebarShot('history', spreadTimes);

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

import type { Shot } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import { untilThen } from './audit-plant.ts';
import { openSidebar, section, settledTray } from './sidebar-shots.ts';

interface Setting {
  readonly theme?: Shot['theme'];
  readonly width?: number;
  readonly language?: 'en-US' | 'de';
  readonly beforeLoad?: (page: Page) => Promise<unknown>;
  /** The introduction of the first visit stays. */
  readonly firstVisit?: boolean;
}

/** A picture of the audit sidebar or of something that was opened from it. */
export function shot(
  name: string,
  caption: string,
  setting: Setting,
  bring: (page: Page) => Promise<Locator | undefined>,
): Shot {
  const { theme = 'light', width = 320, language = 'en-US', firstVisit = false, beforeLoad } = setting;
  return {
    name,
    caption,
    theme,
    width,
    language,
    async beforeLoad(page) {
      await untilThen(page);
      await beforeLoad?.(page);
    },
    async prepare(page) {
      await openSidebar(page, 'millwright-audit', width);
      await page
        .locator('#millwright-audit-sidebar :is(.mw-list-row, .mw-state, .mw-skeleton-words)')
        .first()
        .waitFor();
      const intro = page.locator('.mw-audit-intro button');
      if (!firstVisit && (await intro.count()) > 0) await intro.click();
      return bring(page);
    },
  };
}

const sidebar = (page: Page): Locator => page.locator('#millwright-audit-sidebar');

export const rows = async (page: Page): Promise<Locator> => {
  await sidebar(page).locator('.mw-list-row').first().waitFor();
  return section(page);
};

/** Opens the newest event whose row says this, and waits for all of it. */
export const details =
  (text: string, unfold = false) =>
  async (page: Page): Promise<Locator> => {
    await sidebar(page).locator('.mw-list-row').filter({ hasText: text }).first().click();
    await page.locator('.mw-tray dl').first().waitFor();
    if (!unfold) return settledTray(page);
    for (const summary of await page.locator('.mw-tray summary').all()) await summary.click();
    await page.locator('.mw-tray dl').last().scrollIntoViewIfNeeded();
    return settledTray(page);
  };

/** The panel of filters, unfolded. */
export const filters = async (page: Page): Promise<Locator> => {
  await rows(page);
  await sidebar(page).locator('.mw-toolbar-filters-button').click();
  await page.locator('#mw-audit-toolbar-filters option').nth(6).waitFor({ state: 'attached' });
  return section(page);
};

export const menu = async (page: Page): Promise<Locator> => {
  await rows(page);
  await sidebar(page).locator('.mw-toolbar-menu-button').click();
  return section(page);
};

/** What an item of the menu opens. */
export const chosen =
  (item: number) =>
  async (page: Page): Promise<Locator> => {
    await menu(page);
    await page.getByRole('menuitem').nth(item).click();
    return settledTray(page);
  };

export const state =
  (selector: string) =>
  async (page: Page): Promise<Locator> => {
    await sidebar(page).locator(selector).waitFor();
    return section(page);
  };

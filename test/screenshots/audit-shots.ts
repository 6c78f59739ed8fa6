import type { Locator, Page } from 'playwright-core';
import { untilThen } from './audit-plant.ts';
import { section, settledTray, sidebarShot } from './sidebar-shots.ts';

/** A picture of the audit sidebar or of something that was opened from it. */
export const shot = sidebarShot('audit', untilThen);

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

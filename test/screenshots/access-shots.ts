import type { Locator, Page } from 'playwright-core';
import { section, settledTray, sidebarShot, still, tray } from './sidebar-shots.ts';

/** A picture of the access sidebar or of something that was opened from it. */
export const shot = sidebarShot('access');

/** The sidebar as it stands. */
export const sidebar = async (page: Page): Promise<Locator> => section(page);

/** Chooses a kind of things in the panel of filters. */
export async function showKind(page: Page, kind: string): Promise<void> {
  await page
    .locator('#mw-access-toolbar-filters, .mw-toolbar-filters-button')
    .first()
    .waitFor({ state: 'attached' });
  await page.locator('#millwright-access-sidebar .mw-toolbar-filters-button').click();
  await page.locator('#mw-access-toolbar-filters select').selectOption(kind);
  await page.keyboard.press('Escape');
}

/** Opens a row of a kind by its title. */
export async function openRow(page: Page, kind: string, title: string): Promise<Locator> {
  await showKind(page, kind);
  const row = page
    .locator('#mw-access-list .mw-list-row')
    .filter({ has: page.getByText(title, { exact: true }) });
  await row.first().click();
  return settledTray(page);
}

export const row =
  (kind: string, title: string) =>
  (page: Page): Promise<Locator> =>
    openRow(page, kind, title);

/** Opens what an icon of the menu stands for. */
export async function openMenu(page: Page, icon: string): Promise<Locator> {
  await page.locator('#millwright-access-sidebar .mw-toolbar-menu-button').click();
  await page.locator(`#millwright-access-sidebar [role=menuitem]:has(.${icon})`).click();
  return settledTray(page);
}

export const menu =
  (icon: string) =>
  (page: Page): Promise<Locator> =>
    openMenu(page, icon);

/** Scrolls a tray to something in it. */
export async function scrolledTo(page: Page, selector: string): Promise<Locator> {
  await page.locator(selector).first().scrollIntoViewIfNeeded();
  await still(page);
  return tray(page);
}

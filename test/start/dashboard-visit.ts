import { type DashboardPage, openDashboard, waitFor } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import type { DemoAccount } from '../demo/demo-process.ts';

/** A page of the demo's dashboard, of somebody who has logged in there. */
export async function visit(
  context: Mocha.Context,
  url: string,
  path: string,
  account: DemoAccount | undefined,
): Promise<DashboardPage> {
  const opened = await openDashboard(context, { url }, { path, height: 1000 });
  const { page } = opened;
  await page.waitForURL(/millwright\/log-in\?to=/);
  await page.getByLabel('Name').fill(account?.username ?? '');
  await page.getByLabel('Password').fill(account?.password ?? '');
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`${path}$`));
  return opened;
}

export const listOf = (page: Page): Locator => page.locator('.mw-al:not(.mw-al-banner)');
export const bannerOf = (page: Page): Locator => page.locator('.mw-al-banner');
export const alarmOf = (page: Page, text: string): Locator =>
  listOf(page).locator('.mw-al-row', { hasText: text });

/** The value of a text widget of Dashboard. */
export const textOf = async (page: Page, label: string): Promise<string> =>
  (await page.locator('.nrdb-ui-text', { hasText: label }).locator('.nrdb-ui-text-value').textContent()) ??
  '';

/** What a trend says of its pens, once it has a value of the first; a meter may have dropped out. */
export const pensOf = (page: Page, title: string): Promise<readonly string[]> =>
  waitFor(`${title} to have values`, async () => {
    const trend = page.locator('.mw-trend', { has: page.getByRole('heading', { name: title, exact: true }) });
    const values = await trend.locator('.mw-trend-value').allTextContents();
    return /^\d/.test(values[0] ?? '') && values;
  });

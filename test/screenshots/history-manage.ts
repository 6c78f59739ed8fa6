import type { Gallery } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import { answer } from '../editor/sidebar-page.ts';
import { startPlant } from './history-plant.ts';
import { rows, shot } from './history-shots.ts';
import { both, section, still, tray } from './sidebar-shots.ts';

const filters = '.mw-toolbar-filters-button';

/** Opens the panel of filters and sets some. */
const filtered =
  (folded: boolean) =>
  async (page: Page): Promise<Locator> => {
    await rows(page);
    await page.locator(filters).click();
    const selects = page.locator('.mw-toolbar-filters select');
    await selects.nth(0).locator('option[value="engineer"]').waitFor({ state: 'attached' });
    await selects.nth(0).selectOption('engineer');
    await selects.nth(1).selectOption('canvas');
    await selects.nth(2).selectOption(folded ? 'week' : 'between');
    if (folded) await page.keyboard.press('Escape');
    await rows(page);
    return section(page);
  };

const searched =
  (text: string) =>
  async (page: Page): Promise<Locator> => {
    await rows(page);
    await page.locator('.mw-list').focus();
    await page.keyboard.press('/');
    await page.keyboard.type(text);
    await page.waitForFunction(() => document.querySelectorAll('.mw-list-row').length < 8);
    return section(page);
  };

const selected =
  (...places: number[]) =>
  async (page: Page): Promise<Locator> => {
    await rows(page);
    for (const place of places)
      await page
        .locator('.mw-list-row')
        .nth(place)
        .click({ modifiers: ['Control'] });
    return section(page);
  };

const menu = async (page: Page): Promise<Locator> => {
  await rows(page);
  await page.locator('.mw-toolbar-menu-button').click();
  return section(page);
};

/** Opens what stands at a place of the menu. */
const chosen =
  (place: number, then: (page: Page) => Promise<unknown> = async () => {}) =>
  async (page: Page): Promise<Locator> => {
    await menu(page);
    await page.getByRole('menuitem').nth(place).click();
    await page.locator('.mw-tray').waitFor();
    await page.waitForFunction(
      () => (document.querySelector<HTMLElement>('.red-ui-tray')?.offsetLeft ?? 1) <= 0,
    );
    await then(page);
    await still(page);
    return tray(page);
  };
const [takeSnapshot, verify, settings] = [0, 2, 3];

const day = 86_400_000;
const doomed = (page: Page): Promise<unknown> =>
  answer('**/millwright/history/retention/preview', 200, {
    versions: 312,
    bytes: 41_000_000,
    remaining: 892,
    oldest: { number: 1, time: Date.now() - 400 * day },
    newest: { number: 312, time: Date.now() - 91 * day },
    list: Array.from({ length: 100 }, (_, index) => ({
      number: 312 - index,
      time: Date.now() - (91 + index) * day,
    })),
    tooLarge: false,
  })(page);
const spared = answer('**/millwright/history/retention/preview', 200, {
  versions: 0,
  bytes: 0,
  remaining: 11,
  list: [],
  tooLarge: false,
});
const mayOnlyLook = (page: Page): Promise<unknown> =>
  page.route(/^(?!.*\/history\/).*\/settings(\?|$)/, async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as { user?: object };
    await route.fulfill({ response, json: { ...body, user: { username: 'viewer', permissions: 'read' } } });
  });
const damaged = answer('**/millwright/history/verify*', 200, {
  checked: 11,
  total: 11,
  faulty: [
    { number: 4, code: 'history.version-damaged', message: 'damaged' },
    { number: 9, code: 'history.version-damaged', message: 'damaged' },
  ],
});
const slow = (page: Page): Promise<unknown> =>
  page.route('**/millwright/history/verify*', async (route) => {
    if (route.request().url().includes('from=')) return;
    await route.fulfill({ json: { checked: 500, total: 1204, faulty: [], next: 501 } });
  });
const twoProblems = answer('**/millwright/history/health*', 200, {
  state: 'degraded',
  reason: { code: 'store.disk-full', message: 'The disk is full', details: { file: 'history.db' } },
  further: [
    { code: 'history.key-lost', message: 'lost', details: { directory: 'millwright/keys', versions: 3 } },
  ],
  versions: 11,
  bytes: 84_000_000,
  bytesPerDay: 2_000_000,
  newest: 11,
});

const primary = (page: Page): Promise<void> => page.locator('#mw-tray-primary').click();

export const gallery: Gallery = {
  title: 'History: find, name, keep',
  start: () => startPlant(),
  shots: [
    shot('filters', 'Filters', {}, filtered(false)),
    shot('filters-180-dark', 'Filters, 180 px, dark', { width: 180, theme: 'dark' }, filtered(false)),
    shot('filters-german', 'Filters in German', { language: 'de' }, filtered(false)),
    shot('filtered', 'What is set', {}, filtered(true)),
    shot('filtered-180', 'What is set, 180 px', { width: 180 }, filtered(true)),
    shot('search', 'A text is searched for', {}, searched('capper')),
    shot('no-match', 'Nothing matches', {}, searched('nowhere')),
    shot(
      'no-match-180-dark',
      'Nothing matches, 180 px, dark',
      { width: 180, theme: 'dark' },
      searched('nowhere'),
    ),
    shot('selected', 'Two are selected', {}, selected(2, 4)),
    shot('selected-180-dark', 'One is selected, 180 px, dark', { width: 180, theme: 'dark' }, selected(2)),
    shot('selected-german', 'One is selected, in German', { language: 'de' }, selected(2)),
    shot('menu', 'Menu', {}, menu),
    shot('menu-180-dark', 'Menu, 180 px, dark', { width: 180, theme: 'dark' }, menu),
    shot('menu-viewer', 'Menu of someone who may only look', { beforeLoad: mayOnlyLook }, menu),
    shot('snapshot', 'Before a snapshot', {}, chosen(takeSnapshot)),
    shot('snapshot-no-name', 'A snapshot without a name', { theme: 'dark' }, chosen(takeSnapshot, primary)),
    shot('settings', 'Settings', { beforeLoad: spared }, chosen(settings)),
    shot('settings-deletes', 'Settings that delete versions', { beforeLoad: doomed }, chosen(settings)),
    shot(
      'settings-deletes-dark-german',
      'The same, dark, in German',
      { beforeLoad: doomed, theme: 'dark', language: 'de' },
      chosen(settings),
    ),
    shot(
      'settings-wrong',
      'Settings that cannot be',
      { beforeLoad: spared },
      chosen(settings, (page) => page.locator('#mw-history-keepAll').fill('a while')),
    ),
    shot(
      'settings-viewer',
      'Settings for those who may only look',
      { beforeLoad: both(spared, mayOnlyLook) },
      chosen(settings),
    ),
    shot('verify', 'Before a check', {}, chosen(verify)),
    shot('verify-running', 'A check runs', { beforeLoad: slow }, chosen(verify, primary)),
    shot(
      'verify-whole',
      'All versions are whole',
      {},
      chosen(verify, async (page) => {
        await primary(page);
        await page.locator('.mw-tray .mw-good').waitFor();
      }),
    ),
    shot(
      'verify-damaged-dark',
      'Two versions are damaged, dark',
      { beforeLoad: damaged, theme: 'dark' },
      chosen(verify, async (page) => {
        await primary(page);
        await page.locator('.mw-tray .mw-bad').waitFor();
      }),
    ),
    shot('problems', 'Two problems', { beforeLoad: twoProblems }, async (page) => {
      await rows(page);
      await page.locator('.mw-foot button').click();
      await page.locator('.mw-tray dl').waitFor();
      await still(page);
      return tray(page);
    }),
  ],
};

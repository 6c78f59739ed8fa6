import type { Gallery } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import { answer } from '../editor/sidebar-page.ts';
import { hubState, nothingYet, plantAnswers, startFleetPlant } from './fleet-plant.ts';
import { both, section, settledTray, sidebarShot } from './sidebar-shots.ts';

const shot = sidebarShot('fleet', plantAnswers);
const sidebar = (page: Page): Locator => page.locator('#millwright-fleet-sidebar');

const list = async (page: Page): Promise<Locator> => {
  await sidebar(page).locator('.mw-list-row').first().waitFor();
  return section(page);
};
const state =
  (selector: string) =>
  async (page: Page): Promise<Locator> => {
    await sidebar(page).locator(selector).first().waitFor();
    return section(page);
  };
const menu = async (page: Page): Promise<Locator> => {
  await list(page);
  await sidebar(page).locator('.mw-toolbar-menu-button').click();
  return section(page);
};
/** What an item of the menu opens. */
const chosen =
  (item: number) =>
  async (page: Page): Promise<Locator> => {
    await menu(page);
    await page.getByRole('menuitem').nth(item).click();
    await page.locator('.mw-tray :is(p, fieldset)').first().waitFor();
    return settledTray(page);
  };
const device =
  (name: string) =>
  async (page: Page): Promise<Locator> => {
    await sidebar(page).locator('.mw-list-row').filter({ hasText: name }).first().click();
    await page.locator('.mw-tray dl').first().waitFor();
    return settledTray(page);
  };
const primary = (page: Page): Locator => page.locator('#mw-tray-primary').last();

const made = async (page: Page): Promise<Locator> => {
  await chosen(1)(page);
  await primary(page).click();
  await page.locator('#mw-fleet-made-code').waitFor();
  return settledTray(page);
};
/** Labels that no device has all of. */
const nobody = async (page: Page): Promise<Locator> => {
  await chosen(0)(page);
  await page.locator('#mw-fleet-whom-labels').check();
  for (const label of ['line=4', 'site=Graz'])
    await page.locator('.mw-fleet-ticks').getByLabel(label).check();
  await page.locator('.mw-fleet-deploy .mw-amber').scrollIntoViewIfNeeded();
  return settledTray(page);
};
const planned = async (page: Page): Promise<Locator> => {
  await chosen(0)(page);
  await page.locator('#mw-fleet-release-name').fill('filler-line');
  await primary(page).click();
  await page.locator('.mw-fleet-fold').first().waitFor();
  return settledTray(page);
};
const unfolded = async (page: Page): Promise<Locator> => {
  const opened = await planned(page);
  await page.locator('.mw-fleet-fold').nth(1).click();
  await page.locator('.mw-fleet-planned').scrollIntoViewIfNeeded();
  return opened;
};
const deployed = async (page: Page): Promise<Locator> => {
  await planned(page);
  await page.locator('#mw-fleet-deploy-passphrase').fill('a long passphrase');
  await primary(page).click();
  await page.locator('.mw-fleet-progress').waitFor();
  return settledTray(page);
};
/** In a window that leaves a tray little room. */
const narrow =
  (bring: (page: Page) => Promise<Locator>) =>
  async (page: Page): Promise<Locator> => {
    await bring(page);
    await page.setViewportSize({ width: 680, height: page.viewportSize()?.height ?? 760 });
    return settledTray(page);
  };
const setUp =
  (mode: string) =>
  async (page: Page): Promise<Locator> => {
    await sidebar(page).locator('.mw-state button').first().click();
    await page.locator(`#mw-fleet-set-up-mode-${mode}`).check();
    return settledTray(page);
  };

const nothing = answer('**/millwright/fleet/state?*', 200, nothingYet);
const empty = both(
  answer('**/millwright/fleet/devices?*', 200, { devices: [], counts: { all: 0, online: 0, states: {} } }),
  answer('**/millwright/fleet/state?*', 200, {
    ...hubState,
    hub: { ...hubState.hub, devices: 0, online: 0 },
  }),
);
const failed = answer('**/millwright/fleet/state?*', 503, {
  code: 'store.damaged',
  message: 'The file is damaged',
});
const troubled = answer('**/millwright/fleet/state?*', 200, {
  ...hubState,
  hub: {
    ...hubState.hub,
    store: {
      kind: 'postgres',
      trouble: { code: 'store.unreachable', message: 'The database does not answer.' },
    },
  },
});
const notAllowed = answer('**/millwright/fleet/**', 401, {});
const loading = (page: Page): Promise<unknown> => page.route('**/millwright/fleet/state?*', () => {});

export const gallery: Gallery = {
  title: 'Fleet',
  start: startFleetPlant,
  shots: [
    shot('overview', 'Fleet beside the flows', {}, async (page) => {
      await list(page);
      return undefined;
    }),
    shot('begin', 'Nothing yet', { beforeLoad: nothing }, state('.mw-state')),
    shot(
      'begin-180-german-dark',
      'The same, 180 px, in German, dark',
      { beforeLoad: nothing, width: 180, theme: 'dark', language: 'de' },
      state('.mw-state'),
    ),
    shot('set-up', 'Making a hub', { beforeLoad: nothing }, setUp('sealed')),
    shot(
      'set-up-one-key-dark',
      'One key, with its warning, dark',
      { beforeLoad: nothing, theme: 'dark' },
      setUp('one-key'),
    ),
    shot(
      'set-up-elsewhere-german',
      'The command line, in German',
      { beforeLoad: nothing, language: 'de' },
      setUp('elsewhere'),
    ),
    shot('empty', 'A hub without devices', { beforeLoad: empty }, state('.mw-state')),
    shot('loading', 'Loading', { beforeLoad: loading }, state('.mw-skeleton-words')),
    shot('error', 'An error', { beforeLoad: failed }, state('.mw-state')),
    shot('not-allowed', 'Not allowed', { beforeLoad: notAllowed }, state('.mw-state')),
    shot('troubled', 'The database does not answer', { beforeLoad: troubled }, state('.mw-amber')),
    shot('list', 'Devices, 320 px', {}, list),
    shot('list-dark', 'Devices, 320 px, dark', { theme: 'dark' }, list),
    shot('list-180', 'Devices, 180 px', { width: 180 }, list),
    shot('list-300-german', 'Devices, 300 px, in German', { width: 300, language: 'de' }, list),
    shot('list-600', 'Devices, 600 px', { width: 600 }, list),
    shot('selected', 'Two are selected', {}, async (page) => {
      await list(page);
      for (const index of [0, 2])
        await sidebar(page)
          .locator('.mw-list-row')
          .nth(index)
          .click({ modifiers: ['Control'] });
      return section(page);
    }),
    shot('filters', 'What the list can be narrowed to', {}, async (page) => {
      await list(page);
      await sidebar(page).locator('.mw-toolbar-filters-button').click();
      await sidebar(page).locator('option', { hasText: 'site=Graz' }).waitFor({ state: 'attached' });
      return section(page);
    }),
    shot('menu', 'The menu', {}, menu),
    shot('menu-german-dark', 'The menu in German, dark', { theme: 'dark', language: 'de' }, menu),
    shot('device', 'A device that went back', {}, device('Filler 1')),
    shot(
      'device-dark-german',
      'The same, dark, in German',
      { theme: 'dark', language: 'de' },
      device('Filler 1'),
    ),
    shot('device-words', 'Words to compare', {}, device('Labeller 2')),
    shot('device-copied', 'Two machines with one key', { theme: 'dark' }, device('Palletiser 2')),
    shot('add-device', 'Adding devices', {}, chosen(1)),
    shot('code', 'A code', {}, made),
    shot('code-dark-german', 'A code, dark, in German', { theme: 'dark', language: 'de' }, made),
    shot('values', 'Environment values', {}, chosen(2)),
    shot('values-dark', 'Environment values, dark', { theme: 'dark' }, chosen(2)),
    shot('releases', 'Releases', {}, chosen(3)),
    shot('deploys', 'The last deploys', {}, chosen(4)),
    shot('hub', 'The hub itself', {}, chosen(6)),
    shot('deploy', 'What goes to whom', {}, chosen(0)),
    shot('deploy-these', 'These devices', {}, async (page) => {
      const opened = await chosen(0)(page);
      await page.locator('#mw-fleet-whom-devices').check();
      for (const index of [2, 3]) await page.locator('.mw-fleet-ticks input').nth(index).check();
      return opened;
    }),
    shot('deploy-nobody', 'Labels that no device has all of', {}, nobody),
    shot('deploy-nobody-german-dark', 'The same, in German, dark', { theme: 'dark', language: 'de' }, nobody),
    shot('deploy-dark-german', 'The same, dark, in German', { theme: 'dark', language: 'de' }, chosen(0)),
    shot('plan', 'The plan', {}, planned),
    shot('plan-dark', 'The plan, dark', { theme: 'dark' }, planned),
    shot('plan-device', 'One device of it', {}, unfolded),
    shot('progress', 'What became of it', {}, deployed),
    shot('progress-dark-german', 'The same, dark, in German', { theme: 'dark', language: 'de' }, deployed),
    ...(
      [
        ['device', 'A device in a narrow window', device('Labeller 2')],
        ['code', 'A code in a narrow window', made],
        ['values', 'Environment values in a narrow window', chosen(2)],
        ['plan', 'The plan in a narrow window', unfolded],
        ['deploy', 'What goes to whom, in a narrow window', chosen(0)],
        ['deploy-nobody', 'Labels that no device has all of, in a narrow window', nobody],
      ] as const
    ).map(([name, caption, bring]) => shot(`${name}-narrow`, caption, {}, narrow(bring))),
    shot('deploy-menu', 'In the menu beside Deploy', {}, async (page) => {
      await list(page);
      await page.locator('#red-ui-header-button-deploy-options').click();
      return page.locator('#red-ui-header-button-deploy-options-submenu');
    }),
  ],
};

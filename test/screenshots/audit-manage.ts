import type { Gallery } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import type { Health, Verdict } from '../../plugins/audit/src/common/log.ts';
import { answer } from '../editor/sidebar-page.ts';
import { shot } from './audit-shots.ts';
import { startTrust } from './audit-trust.ts';
import { section, settledTray, still, tray } from './sidebar-shots.ts';

/** Changes an answer of the server, for states that a healthy one does not have. */
const answerWith =
  <Answer extends object>(url: string, change: (answer: Answer) => object) =>
  (page: Page): Promise<unknown> =>
    page.route(url, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: change((await response.json()) as Answer) });
    });
const healthWith = (change: (health: Health) => object) =>
  answerWith<Health>('**/millwright/audit/health*', (health) => ({ ...health, ...change(health) }));
const verified = (health: Health, more: Partial<Verdict>): Health['verified'] =>
  health.verified && { ...health.verified, verdict: { ...health.verified.verdict, ...more } };

const noAnchor = healthWith((health) => ({
  destinations: [],
  open: health.size,
  verified: verified(health, { result: 'unverifiable', reason: 'no-anchor', anchored: 0, anchors: 0 }),
}));
const tampered = healthWith((health) => ({
  verified: verified(health, {
    result: 'tampered',
    faults: [
      { kind: 'digest', seq: 7, message: 'The record of event 7 is not the one that its digest was made of' },
      { kind: 'missing', from: 9, to: 11, message: 'Events 9 to 11 are not there, and none says why' },
      { kind: 'anchor', message: 'The checkpoint of 12 events of an anchor does not lead to this log' },
    ],
  }),
}));
const failing = healthWith(() => ({
  state: 'failing',
  lost: 3,
  notices: [
    { code: 'store.disk-full', message: 'full', details: { file: 'audit.db' } },
    { code: 'audit.key-lost', message: 'lost', details: { file: 'audit-7.pem' } },
  ],
}));
const running = answer('**/millwright/audit/verify*', 200, { state: 'running', done: 291_000, of: 472_300 });
const failed = answer('**/millwright/audit/health*', 503, {
  code: 'store.damaged',
  message: 'damaged',
  details: { file: 'audit.db' },
});
const pruning = answer('**/millwright/audit/retention/preview', 200, {
  change: 312,
  'log-in': 156,
  read: 0,
  system: 0,
  waiting: 40,
});
const noDestinations = answerWith<object>('**/millwright/audit/settings*', (settings) => ({
  ...settings,
  destinations: [],
  holds: [],
}));
const mayOnlyLook = (page: Page): Promise<unknown> =>
  page.route(/^(?!.*\/audit\/).*\/settings(\?|$)/, async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as { user?: object };
    await route.fulfill({ response, json: { ...body, user: { username: 'viewer', permissions: 'read' } } });
  });

const foot = async (page: Page): Promise<Locator> => {
  await page.locator('.mw-foot button').waitFor();
  return section(page);
};
const log =
  (selector = '.mw-tray dl') =>
  async (page: Page): Promise<Locator> => {
    await page.locator('.mw-foot button').click();
    await page.locator(selector).first().waitFor();
    return settledTray(page);
  };
const settings = async (page: Page): Promise<Locator> => {
  await page.locator('#millwright-audit-sidebar .mw-toolbar-menu-button').click();
  await page.locator('#millwright-audit-sidebar [role=menuitem]:has(.fa-cog)').click();
  await page.locator('.mw-audit-preview > :not(.mw-hint)').first().waitFor();
  return settledTray(page);
};
const inSettings =
  (then: (page: Page) => Promise<unknown>) =>
  async (page: Page): Promise<Locator> => {
    await settings(page);
    await then(page);
    return settledTray(page);
  };
/** Opens the form of the destination at a place. */
const destination =
  (place: number, then: (page: Page) => Promise<unknown> = async () => {}) =>
  (page: Page): Promise<Locator> =>
    inSettings(async () => {
      await page.locator('.mw-audit-items button').nth(place).click();
      await page.locator('#mw-audit-destination-name').waitFor();
      await then(page);
    })(page);
const tested = async (page: Page): Promise<void> => {
  await page.locator('.mw-audit-buttons button').first().click();
  await page.locator('.mw-audit-test .mw-symbol').waitFor();
};
const newHold = (page: Page): Promise<unknown> =>
  page.locator('section[aria-labelledby=mw-audit-settings-holds] .mw-audit-buttons button').click();
/** In a window of another size. */
const sized =
  (width: number, height: number, bring: (page: Page) => Promise<Locator>) =>
  async (page: Page): Promise<Locator> => {
    await bring(page);
    await page.setViewportSize({ width, height });
    await still(page);
    return tray(page);
  };
const tall = (bring: (page: Page) => Promise<Locator>) => sized(1280, 1330, bring);
const narrow = (bring: (page: Page) => Promise<Locator>) => sized(520, 1600, bring);

const dark = { theme: 'dark' } as const;
const german = { ...dark, language: 'de' } as const;

export const gallery: Gallery = {
  title: 'Audit: trust and settings',
  start: startTrust,
  shots: [
    shot('foot', 'The foot says how the log is doing', {}, foot),
    shot('foot-no-anchor', 'Without an anchor', { beforeLoad: noAnchor }, foot),
    shot('foot-tampered-180', 'The log was changed, 180 px', { beforeLoad: tampered, width: 180 }, foot),
    shot(
      'foot-failing-german-dark',
      'The log cannot be written, in German, dark',
      { ...german, beforeLoad: failing },
      foot,
    ),
    shot('log', 'How the log is doing', {}, tall(log())),
    shot('log-german-dark', 'The same, in German, dark', german, tall(log())),
    shot('log-narrow', 'The same, narrow', {}, narrow(log())),
    shot('log-no-anchor', 'Why an anchor matters', { beforeLoad: noAnchor }, tall(log())),
    shot('log-tampered', 'The log was changed', { beforeLoad: tampered }, tall(log())),
    shot(
      'log-failing-dark',
      'The log cannot be written, dark',
      { ...dark, beforeLoad: failing },
      tall(log()),
    ),
    shot('log-running', 'A check runs', { beforeLoad: running }, log('.mw-tray progress')),
    shot('log-error', 'The state of the log cannot be loaded', { beforeLoad: failed }, async (page) => {
      await page.locator('#millwright-audit-sidebar .mw-toolbar-menu-button').click();
      await page.locator('#millwright-audit-sidebar [role=menuitem]:has(.fa-check-square-o)').click();
      await page.locator('.mw-tray .mw-state').waitFor();
      return settledTray(page);
    }),
    shot('settings', 'Settings', {}, tall(settings)),
    shot(
      'settings-prunes-german-dark',
      'Settings that prune, in German, dark',
      { ...german, beforeLoad: pruning },
      tall(settings),
    ),
    shot(
      'settings-empty',
      'Settings without destinations and holds',
      { beforeLoad: noDestinations },
      settings,
    ),
    shot('settings-narrow', 'Settings, narrow', {}, narrow(settings)),
    shot(
      'settings-wrong',
      'Settings that cannot be',
      {},
      inSettings((page) => page.locator('#mw-audit-keep-change-days').fill('a while')),
    ),
    shot('settings-viewer', 'Settings for those who may only look', { beforeLoad: mayOnlyLook }, settings),
    shot('destination-file', 'A directory, tested', {}, tall(destination(0, tested))),
    shot(
      'destination-syslog-german-dark',
      'A syslog server that is away, in German, dark',
      german,
      tall(destination(1, tested)),
    ),
    shot('destination-mqtt', 'A broker, with a password that stays', {}, tall(destination(2))),
    shot('hold', 'A new hold', {}, inSettings(newHold)),
  ],
};

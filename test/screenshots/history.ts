import type { Gallery } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import { uneasyStatus } from '../editor/self-test-status.ts';
import { answer } from '../editor/sidebar-page.ts';
import { startPlant } from './history-plant.ts';
import { details, opened, openVersion, rows, shot, state } from './history-shots.ts';
import { both, section, tray } from './sidebar-shots.ts';

const uneasy = answer('**/millwright/door/status*', 200, uneasyStatus);

const degraded = answer('**/millwright/history/health*', 200, {
  state: 'degraded',
  reason: { code: 'store.disk-full', message: 'The disk is full', details: { file: 'history.db' } },
  versions: 11,
  bytes: 84_000_000,
  bytesPerDay: 2_000_000,
  newest: 11,
});

const unfolded =
  (number: number) =>
  async (page: Page): Promise<Locator> => {
    await openVersion(page, number);
    for (const summary of await page.locator('.mw-tray summary').all()) await summary.click();
    return tray(page);
  };

const list = '**/millwright/history/versions?*';
const healthRoute = '**/millwright/history/health*';
const damaged = { code: 'store.damaged', message: 'damaged', details: { file: 'history.db' } };

const empty = both(
  answer(list, 200, { versions: [] }),
  answer(healthRoute, 200, { state: 'ok', versions: 0, bytes: 61_000 }),
);
const failed = both(
  answer(list, 503, damaged),
  answer(healthRoute, 200, { state: 'degraded', reason: damaged, versions: 11, bytes: 84_000_000 }),
);
const notAllowed = both(answer(list, 401, {}), answer(healthRoute, 401, {}));
const loading = both(
  (page) => page.route(list, () => {}),
  (page) => page.route(healthRoute, () => {}),
);

export const gallery: Gallery = {
  title: 'History',
  start: () => startPlant(),
  shots: [
    shot('overview', 'History beside the flows', {}, async (page) => {
      await rows(page);
      return undefined;
    }),
    shot('overview-dark', 'The same, dark', { theme: 'dark' }, async (page) => {
      await rows(page);
      return undefined;
    }),
    shot('first-visit', 'First visit', { firstVisit: true }, rows),
    shot('list', 'Versions, 320 px', {}, rows),
    shot('list-dark', 'Versions, 320 px, dark', { theme: 'dark' }, rows),
    shot('list-180', 'Versions, 180 px', { width: 180 }, rows),
    shot('list-180-dark', 'Versions, 180 px, dark', { theme: 'dark', width: 180 }, rows),
    shot('list-600', 'Versions, 600 px', { width: 600 }, rows),
    shot('list-german', 'Versions in German', { language: 'de' }, rows),
    shot('list-keyboard', 'A version chosen by keyboard', {}, async (page) => {
      await rows(page);
      await page.getByRole('listbox').focus();
      for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('ArrowDown');
      return section(page);
    }),
    shot('empty', 'Before the first version', { beforeLoad: empty }, state('.mw-state')),
    shot('loading', 'Loading', { beforeLoad: loading }, state('.mw-skeleton-words')),
    shot('error', 'An error', { beforeLoad: failed }, state('.mw-state')),
    shot(
      'error-180-dark',
      'An error, 180 px, dark',
      { beforeLoad: failed, theme: 'dark', width: 180 },
      state('.mw-state'),
    ),
    shot('not-allowed', 'Not allowed', { beforeLoad: notAllowed }, state('.mw-state')),
    shot('degraded', 'Degraded', { beforeLoad: degraded }, state('.mw-amber')),
    shot(
      'degraded-180-dark',
      'Degraded, 180 px, dark',
      { beforeLoad: degraded, theme: 'dark', width: 180 },
      state('.mw-amber'),
    ),
    shot('details', 'A version', {}, details(5)),
    shot('details-dark', 'A version, dark', { theme: 'dark' }, details(5)),
    shot('details-unfolded', 'Its credentials, modules and settings', {}, unfolded(7)),
    shot('details-current', 'The version that runs', {}, details(11)),
    shot('details-german', 'A version in German', { language: 'de' }, details(5)),
    shot('health', 'Health', {}, opened('.mw-foot button')),
    shot('health-degraded', 'Health, degraded', { beforeLoad: degraded }, opened('.mw-foot button')),
    shot('self-test', 'Self-test', {}, opened('.mw-chip')),
    shot('self-test-dark', 'Self-test, dark', { theme: 'dark' }, opened('.mw-chip')),
    shot('self-test-attention', 'Self-test, a restart is due', { beforeLoad: uneasy }, opened('.mw-chip')),
    shot(
      'self-test-attention-german-dark',
      'The same, in German, dark',
      { beforeLoad: uneasy, language: 'de', theme: 'dark' },
      opened('.mw-chip'),
    ),
    shot('chip-restart', 'A restart is due', { beforeLoad: uneasy }, rows),
    shot(
      'chip-restart-180-german-dark',
      'The same, 180 px, in German, dark',
      { beforeLoad: uneasy, width: 180, language: 'de', theme: 'dark' },
      rows,
    ),
  ],
};

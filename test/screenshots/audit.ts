import type { Gallery } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import { answer } from '../editor/sidebar-page.ts';
import { startAuditPlant } from './audit-plant.ts';
import { chosen, details, filters, menu, rows, shot, state } from './audit-shots.ts';
import { section } from './sidebar-shots.ts';

const list = '**/millwright/audit/events?*';

const empty = answer(list, 200, { events: [] });
const failed = answer(list, 503, {
  code: 'store.damaged',
  message: 'damaged',
  details: { file: 'audit.db' },
});
const notAllowed = answer('**/millwright/audit/**', 401, {});
const loading = (page: Page): Promise<unknown> => page.route(list, () => {});

/** How far checkpoints and anchors have come, as the pictures need it. */
const covered =
  (cover: object) =>
  (page: Page): Promise<unknown> =>
    page.route(/\/audit\/events\/\d+(\?|$)/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...((await response.json()) as object), cover } });
    });
const open = covered({ anchors: [] });
const anchored = covered({ checkpoint: 512, anchors: ['Shift server', 'Plant broker'] });

const refused = async (page: Page): Promise<Locator> => {
  await rows(page);
  await page.getByRole('button', { name: /^(refused|abgelehnt)$/ }).click();
  await page.locator('#millwright-audit-sidebar .mw-toolbar .fa-search').waitFor();
  return section(page);
};
const nowhere = async (page: Page): Promise<Locator> => {
  await rows(page);
  await page.locator('#millwright-audit-sidebar .mw-toolbar-text').fill('nowhere');
  await page.locator('#millwright-audit-sidebar .mw-state').waitFor();
  return section(page);
};

/** The end of an event's details: how sure one can be. */
const lastOf =
  (text: string) =>
  async (page: Page): Promise<Locator> => {
    const opened = await details(text)(page);
    await page.locator('.mw-tray summary').last().scrollIntoViewIfNeeded();
    return opened;
  };

export const gallery: Gallery = {
  title: 'Audit',
  start: () => startAuditPlant(),
  shots: [
    shot('overview', 'Audit beside the flows', {}, async (page) => {
      await rows(page);
      return undefined;
    }),
    shot('overview-dark', 'The same, dark', { theme: 'dark' }, async (page) => {
      await rows(page);
      return undefined;
    }),
    shot('first-visit', 'First visit', { firstVisit: true }, rows),
    shot('list', 'Events, 320 px', {}, rows),
    shot('list-dark', 'Events, 320 px, dark', { theme: 'dark' }, rows),
    shot('list-180', 'Events, 180 px', { width: 180 }, rows),
    shot(
      'list-180-german-dark',
      'The same, in German, dark',
      { theme: 'dark', width: 180, language: 'de' },
      rows,
    ),
    shot('list-600', 'Events, 600 px', { width: 600 }, rows),
    shot('list-german', 'Events in German', { language: 'de' }, rows),
    shot('list-keyboard', 'An event chosen by keyboard', {}, async (page) => {
      await rows(page);
      await page.getByRole('listbox').focus();
      for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('ArrowDown');
      return section(page);
    }),
    shot('filters', 'What the list can be narrowed to', {}, filters),
    shot(
      'filters-180-german-dark',
      'The same, 180 px, in German, dark',
      { theme: 'dark', width: 180, language: 'de' },
      filters,
    ),
    shot('filters-set', 'Only what was refused', {}, refused),
    shot('filters-set-180', 'The same, 180 px', { width: 180 }, refused),
    shot('no-match', 'No event matches', {}, nowhere),
    shot('menu', 'The menu', {}, menu),
    shot('empty', 'Before the first event', { beforeLoad: empty }, state('.mw-state')),
    shot('loading', 'Loading', { beforeLoad: loading }, state('.mw-skeleton-words')),
    shot('error', 'An error', { beforeLoad: failed }, state('.mw-state')),
    shot(
      'error-180-dark',
      'An error, 180 px, dark',
      { beforeLoad: failed, theme: 'dark', width: 180 },
      state('.mw-state'),
    ),
    shot('not-allowed', 'Not allowed', { beforeLoad: notAllowed }, state('.mw-state')),
    shot('details', 'A deploy', {}, details('480 a minute')),
    shot('details-dark', 'A deploy, dark', { theme: 'dark' }, details('480 a minute')),
    shot('details-unfolded', 'Its technical facts', {}, details('480 a minute', true)),
    shot('details-refused', 'A refusal', {}, details('was refused: deploy')),
    shot('details-credentials', 'A deploy that set a credential', {}, details('mara')),
    shot('details-open', 'No checkpoint covers it yet', { beforeLoad: open }, lastOf('the second capper')),
    shot('details-anchored', 'Two anchors cover it', { beforeLoad: anchored }, lastOf('the second capper')),
    shot('details-german', 'A deploy in German', { language: 'de' }, details('480 a minute')),
    shot('export', 'Export', {}, chosen(0)),
    shot('export-german-dark', 'Export in German, dark', { language: 'de', theme: 'dark' }, chosen(0)),
  ],
};

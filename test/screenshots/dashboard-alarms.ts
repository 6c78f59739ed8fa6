import type { Gallery, NodeRedProcess, Shot } from '@millwright/testing';
import type { Page } from 'playwright-core';
import { gridOf, listOf } from '../dashboard/alarms-page.ts';
import { loseConnection } from '../dashboard/trend-page.ts';
import { atDesk, startAlarms } from './alarms-plant.ts';

interface Setting {
  readonly isDark?: boolean;
  readonly width?: number;
  readonly height?: number;
  readonly language?: Shot['language'];
  /** Who is logged in; empty for nobody. */
  readonly user?: string;
}

type Then = (page: Page, nodeRed: NodeRedProcess) => Promise<unknown>;

/** One page of an engine's banner and list, after something was done in it. */
function shot(name: string, caption: string, engine: string, setting: Setting, then?: Then): Shot {
  const { isDark = false, width = 1_280, height = 660, language = 'en-US', user = 'ann' } = setting;
  return {
    name,
    caption,
    theme: isDark ? 'dark' : 'light',
    width,
    language,
    dashboard: { path: `/dashboard/${engine}${isDark ? '-dark' : ''}`, height },
    async beforeLoad(page) {
      if (user === '') return;
      await page.context().addCookies([{ name: 'operator', value: user, domain: '127.0.0.1', path: '/' }]);
    },
    async prepare(page, nodeRed) {
      await listOf(page)
        .locator(engine === 'none' ? '.mw-al-empty' : '.mw-al-row')
        .first()
        .waitFor();
      await then?.(page, nodeRed);
      return undefined;
    },
  };
}

/** Presses keys in the list, the first row active. */
const press =
  (...keys: readonly string[]): Then =>
  async (page) => {
    await gridOf(page).focus();
    for (const key of ['Home', ...keys]) await page.keyboard.press(key);
  };
const asked =
  (...keys: readonly string[]): Then =>
  async (page, nodeRed) => {
    await press(...keys)(page, nodeRed);
    await page.getByRole('dialog').waitFor();
  };
const noReason: Then = async (page, nodeRed) => {
  await asked('o')(page, nodeRed);
  await page.getByRole('dialog').locator('button[type=submit]').click();
  await page.getByRole('dialog').getByRole('alert').waitFor();
};
const tab =
  (name: RegExp, then: string): Then =>
  async (page) => {
    await listOf(page).getByRole('tab', { name }).click();
    await listOf(page).locator(then).first().waitFor();
  };
const journal = tab(/Journal/, 'tbody tr');
const shelved = tab(/Shelved|Zurückgestellt/, '.mw-al-row');
const lost: Then = async (page) => {
  await loseConnection(page);
  await listOf(page).locator('.mw-al-is-lost').waitFor();
};
/** Somebody else was quicker. */
const refused: Then = async (page, nodeRed) => {
  await press('o')(page, nodeRed);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('calibration');
  await atDesk(nodeRed, 'out-of-service', 'fire');
  await dialog.locator('button[type=submit]').click();
  await listOf(page).locator('.mw-al-is-refused').waitFor();
  await atDesk(nodeRed, 'return-to-service', 'fire');
};

const dark = { isDark: true };
const phone = { width: 360, height: 760 };
const tiny = { width: 145, height: 760 };
const wall = { width: 3_840, height: 1_000 };

export const gallery: Gallery = {
  title: 'Alarms on a dashboard',
  start: startAlarms,
  shots: [
    shot('list', 'Alarms of a line: those that nobody has acknowledged blink', 'line', {}),
    shot('list-dark', 'The same, dark', 'line', dark),
    shot('german', 'In German', 'line', { language: 'de' }),
    shot('german-dark', 'Set aside, in German, dark', 'line', { ...dark, language: 'de' }, shelved),
    shot('none', 'No active alarms', 'none', {}),
    shot('none-dark', 'No active alarms, dark', 'none', dark),
    shot('flood', 'A flood of two thousand alarms', 'flood', {}),
    shot('flood-dark', 'A flood, dark', 'flood', dark),
    shot('selected', 'What can be done with those that are selected', 'line', {}, press('Control+a')),
    shot('selected-dark', 'The same, dark', 'line', dark, press('Control+a')),
    shot('shelved', 'What people have set aside', 'line', {}, shelved),
    shot('journal', 'The journal', 'line', {}, journal),
    shot('journal-dark', 'The journal, dark', 'line', dark, journal),
    shot('shelve', 'Shelving asks for a reason and an end', 'line', {}, asked('s')),
    shot('shelve-dark', 'The same, dark', 'line', dark, asked('s')),
    shot('no-reason', 'Out of service, without a reason', 'line', {}, noReason),
    shot('several', 'Several are acknowledged only after a question', 'line', {}, asked('Control+a', 'a')),
    shot('details', 'All of one alarm', 'line', {}, asked('Enter')),
    shot(
      'details-german-dark',
      'The same, in German, dark',
      'line',
      { ...dark, language: 'de' },
      asked('Enter'),
    ),
    shot('refused', 'A command that came too late', 'line', {}, refused),
    shot('refused-dark', 'The same, dark', 'line', dark, refused),
    shot('nobody', 'Nobody is logged in', 'line', { user: '' }, press(' ')),
    shot('lost', 'Disconnected', 'line', {}, lost),
    shot('lost-dark', 'Disconnected, dark', 'line', dark, lost),
    shot('phone', 'On a phone', 'line', phone),
    shot('phone-dark', 'On a phone, dark', 'line', { ...dark, ...phone }),
    shot('phone-selected', 'On a phone, one selected', 'line', phone, press(' ')),
    shot('phone-shelve', 'On a phone, shelving', 'line', phone, asked('s')),
    shot('phone-journal', 'On a phone, the journal', 'line', phone, journal),
    shot('phone-flood', 'On a phone, a flood', 'flood', phone),
    shot('phone-lost', 'On a phone, disconnected', 'line', phone, lost),
    shot('100', 'A hundred pixels', 'line', tiny),
    shot('100-dark', 'A hundred pixels, dark', 'line', { ...dark, ...tiny }),
    shot('100-selected', 'A hundred pixels, one selected', 'line', tiny, press(' ')),
    shot('wall', 'On a wall', 'line', wall),
    shot('wall-dark', 'A flood on a wall, dark', 'flood', { ...dark, ...wall }),
  ],
};

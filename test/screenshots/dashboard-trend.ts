import type { Gallery, Shot } from '@millwright/testing';
import type { Page } from 'playwright-core';
import { loseConnection } from '../dashboard/trend-page.ts';
import { startTrends } from './trend-plant.ts';

interface Setting {
  readonly isDark?: boolean;
  readonly width?: number;
  readonly height?: number;
  readonly language?: Shot['language'];
}

/** One page, once its legend says what it should, after something was done in it. */
function shot(
  name: string,
  caption: string,
  path: string,
  { isDark = false, width = 1_280, height = 640, language = 'en-US' }: Setting,
  says: RegExp,
  then?: (page: Page) => Promise<unknown>,
): Shot {
  return {
    name,
    caption,
    theme: isDark ? 'dark' : 'light',
    width,
    language,
    dashboard: { path: `/dashboard/${path}${isDark ? '-dark' : ''}`, height },
    async prepare(page) {
      // The oven swings around its limit, and is below it for a minute.
      await page.locator('.mw-trend').filter({ hasText: says }).waitFor({ timeout: 120_000 });
      await then?.(page);
      return undefined;
    },
  };
}

const values = /\d\.\d/;
const beyond = /above limit.*bad quality/s;
const cursor = async (page: Page): Promise<void> => {
  const plot = page.locator('.mw-trend-plot');
  await plot.focus();
  for (let press = 0; press < 12; press += 1) await page.keyboard.press('ArrowLeft');
};
const lost = async (page: Page): Promise<void> => {
  await loseConnection(page);
  await page.getByRole('alert').waitFor();
};
const phone = { width: 360, height: 640 };
const tiny = { width: 145, height: 480 };
const wall = { width: 3_840, height: 660 };
const dark = { isDark: true };

export const gallery: Gallery = {
  title: 'Trends on a dashboard',
  start: startTrends,
  shots: [
    shot('live', 'An oven, live; one sensor had failed for a while', 'live', {}, values),
    shot('live-dark', 'The same, dark', 'live', dark, values),
    shot('alarm', 'A value beyond its limit, another one of bad quality', 'alarm', {}, beyond),
    shot('alarm-dark', 'The same, dark', 'alarm', dark, beyond),
    shot('cursor', 'Values at the cursor, which the keyboard has moved', 'live', {}, values, cursor),
    shot('table', 'The same values as a table', 'live', {}, values, (page) =>
      page.getByRole('button', { name: 'Table' }).click(),
    ),
    shot('table-dark', 'The table, dark', 'live', dark, values, (page) =>
      page.getByRole('button', { name: 'Table' }).click(),
    ),
    shot('none', 'No data yet', 'none', {}, /No data/),
    shot('none-dark', 'No data yet, dark', 'none', dark, /No data/),
    shot('stale', 'Nothing has come for minutes', 'old', {}, /stale/),
    shot('stale-dark', 'The same, dark', 'old', dark, /stale/),
    shot('lost', 'No connection', 'live', {}, values, lost),
    shot('lost-dark', 'No connection, dark', 'live', dark, values, lost),
    shot('german-dark', 'In German, dark', 'alarm', { ...dark, language: 'de' }, /Qualität schlecht/),
    shot('phone', 'On a phone', 'alarm', phone, /bad quality/),
    shot('phone-dark', 'On a phone, dark', 'live', { ...dark, ...phone }, values),
    shot('phone-german', 'On a phone, in German', 'old', { ...phone, language: 'de' }, /veraltet/),
    shot('phone-lost', 'On a phone, no connection', 'live', phone, values, lost),
    shot('100', 'A hundred pixels', 'alarm', tiny, /above limit/),
    shot('100-dark', 'A hundred pixels, dark', 'live', { ...dark, ...tiny }, values),
    shot('100-none', 'A hundred pixels, no data', 'none', tiny, /No data/),
    shot('100-lost', 'A hundred pixels, no connection', 'live', tiny, values, lost),
    shot('wall', 'On a wall', 'alarm', wall, /bad quality/),
    shot('wall-dark', 'On a wall, dark', 'live', { ...dark, ...wall }, values),
  ],
};

import type { Gallery, Shot } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import { renameTab } from '../editor/history-page.ts';
import { startPlant } from './history-plant.ts';

interface Setting {
  readonly theme?: Shot['theme'];
  readonly language?: 'en-US' | 'de';
  /** Pixels. */
  readonly window?: number;
}

/** A picture of the header, and of what unfolds below it. */
function shot(
  name: string,
  caption: string,
  { theme = 'light', language = 'en-US', window = 1280 }: Setting,
  bring: (page: Page, field: Locator) => Promise<unknown>,
): Shot {
  return {
    name,
    caption,
    theme,
    width: 320,
    language,
    async prepare(page) {
      const field = page.locator('.mw-note input');
      await field.waitFor({ state: 'attached' });
      await page.setViewportSize({ width: window, height: 260 });
      await bring(page, field);
      return undefined;
    },
  };
}

const unfolded = async (page: Page, field: Locator): Promise<void> => {
  await renameTab(page, 'filler', 'Filler 1');
  await renameTab(page, 'meters', 'Meters');
  await field.focus();
  await field.fill('new recipe for line 2');
};

export const gallery: Gallery = {
  title: 'The note beside Deploy',
  start: () => startPlant(),
  shots: [
    shot('rest', 'Nothing to deploy', {}, async () => {}),
    shot('unfolded', 'What the next deploy changes', {}, unfolded),
    shot('unfolded-dark-german', 'The same, dark, in German', { theme: 'dark', language: 'de' }, unfolded),
    shot('narrow', 'In a narrow window', { window: 640 }, async () => {}),
    shot(
      'narrow-unfolded-dark',
      'Unfolded there, dark',
      { window: 640, theme: 'dark' },
      async (page, field) => {
        await renameTab(page, 'filler', 'Filler 1');
        await page.locator('.mw-note-button').click();
        await field.fill('new recipe for line 2');
      },
    ),
  ],
};

import type { Gallery, Shot } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import { startComparePlant } from './compare-plant.ts';

interface EditorWindow {
  readonly RED: { readonly sidebar: { show(id: string): void } };
}

interface Setting {
  readonly theme?: Shot['theme'];
  readonly language?: 'en-US' | 'de';
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly beforeLoad?: (page: Page) => Promise<unknown>;
}

async function still(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLElement>('.red-ui-tray, .red-ui-notification')].every(
      (element) => element.getAnimations().length === 0 && element.offsetLeft <= 0,
    ),
  );
}

/** A picture of the editor with something of a version opened. */
function shot(
  name: string,
  caption: string,
  setting: Setting,
  bring: (page: Page) => Promise<unknown>,
): Shot {
  const { theme = 'light', language = 'en-US', viewport, beforeLoad } = setting;
  return {
    name,
    caption,
    theme,
    width: 320,
    language,
    ...(beforeLoad === undefined ? {} : { beforeLoad }),
    async prepare(page): Promise<Locator | undefined> {
      if (viewport) await page.setViewportSize(viewport);
      await page.locator('.mw-sidebar').waitFor({ state: 'attached' });
      await page.evaluate(() =>
        (globalThis as unknown as EditorWindow).RED.sidebar.show('millwright-history'),
      );
      await bring(page);
      await still(page);
      return page.locator('.red-ui-tray');
    },
  };
}

async function openVersion(page: Page, number: number): Promise<void> {
  await page
    .getByRole('option')
    .filter({ hasText: `#${number}` })
    .first()
    .click();
  await page.locator('.mw-tray dl').first().waitFor();
  await still(page);
}

/** Opens a version and presses one of the buttons that compare it. */
const compared =
  (number: number, index: number) =>
  async (page: Page): Promise<void> => {
    await openVersion(page, number);
    await page.locator('.mw-compare-actions button').nth(index).click();
    await page.locator('.mw-compare-head').waitFor();
    await page.locator('.mw-compare-bar, .mw-state, .mw-skeleton-words').first().waitFor();
  };

const withParent = compared(3, 0);
const wide = { width: 1680, height: 1000 };

export const gallery: Gallery = {
  title: 'History: comparing and restoring',
  start: () => startComparePlant(),
  shots: [
    shot('compare', 'Two versions compared', {}, withParent),
    shot('compare-dark', 'The same, dark', { theme: 'dark' }, withParent),
    shot('compare-wide', 'The same in a wide window', { viewport: wide }, withParent),
    shot('compare-wide-dark', 'The same, dark', { viewport: wide, theme: 'dark' }, withParent),
    shot('compare-all', 'All of it', { viewport: { width: 1500, height: 2300 } }, withParent),
    shot(
      'compare-narrow',
      'The same in a narrow window',
      { viewport: { width: 820, height: 900 } },
      withParent,
    ),
  ],
};

import type { Shot } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import { setSidebarWidth } from '../editor/history-page.ts';

interface EditorWindow {
  readonly RED: { readonly sidebar: { show(id: string): void } };
}

/** The sidebar of ours that is open, with its frame. */
export const section = (page: Page): Locator =>
  page
    .locator(
      '.red-ui-sidebar-section:has(.mw-sidebar:visible), #red-ui-sidebar:has(#red-ui-sidebar-content .mw-sidebar:visible)',
    )
    .first();
export const tray = (page: Page): Locator => page.locator('.red-ui-tray').last();

export const both =
  (...answers: readonly ((page: Page) => Promise<unknown>)[]) =>
  async (page: Page): Promise<void> => {
    for (const each of answers) await each(page);
  };

/** Opens a sidebar of ours at a width, alone as one has it after a click on the debug icon. */
export async function openSidebar(page: Page, id: string, width: number): Promise<void> {
  await page.locator(`#${id}-sidebar`).waitFor({ state: 'attached' });
  await page.evaluate((tab) => (globalThis as unknown as EditorWindow).RED.sidebar.show(tab), id);
  const debug = page.locator('button[data-tab-id="debug"]');
  const isOpen = (await debug.count()) > 0 && /selected/.test((await debug.getAttribute('class')) ?? '');
  if (isOpen) await debug.click();
  await setSidebarWidth(page, width);
}

/** Waits until trays and notices have stopped moving. */
export async function still(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLElement>('.red-ui-tray, .red-ui-notification')].every(
      (element) =>
        element.getAnimations().length === 0 &&
        !/overflow: hidden|height: \d+\.\d/.test(element.style.cssText),
    ),
  );
}

/** Waits until the tray that was opened last stands. */
export async function settledTray(page: Page): Promise<Locator> {
  await page.locator('.mw-tray').last().waitFor();
  await page.waitForFunction(
    () => ([...document.querySelectorAll<HTMLElement>('.red-ui-tray')].at(-1)?.offsetLeft ?? 1) <= 0,
  );
  await still(page);
  return tray(page);
}

/** How a picture is taken: by default light, 320 px wide, in English, long after the first visit. */
export interface Setting {
  readonly theme?: Shot['theme'];
  readonly width?: number;
  readonly language?: 'en-US' | 'de';
  readonly beforeLoad?: (page: Page) => Promise<unknown>;
  /** The introduction of the first visit stays. */
  readonly firstVisit?: boolean;
}

type TakeShot = (
  name: string,
  caption: string,
  setting: Setting,
  bring: (page: Page) => Promise<Locator | undefined>,
) => Shot;

/**
 * Makes what takes pictures of one sidebar of ours, or of something that was opened from it.
 *
 * @param area of the sidebar, such as `history`
 * @param before done before each page loads, before what its setting does
 */
export function sidebarShot(area: string, before?: (page: Page) => Promise<unknown>): TakeShot {
  const id = `millwright-${area}`;
  return (name, caption, setting, bring) => {
    const { theme = 'light', width = 320, language = 'en-US', firstVisit = false, beforeLoad } = setting;
    return {
      name,
      caption,
      theme,
      width,
      language,
      async beforeLoad(page) {
        await before?.(page);
        await beforeLoad?.(page);
      },
      async prepare(page) {
        await openSidebar(page, id, width);
        await page
          .locator(`#${id}-sidebar :is(.mw-list-row, .mw-state, .mw-skeleton-words, .mw-own)`)
          .first()
          .waitFor();
        const intro = page.locator(`.mw-${area}-intro button`);
        if (!firstVisit && (await intro.count()) > 0) await intro.click();
        return bring(page);
      },
    };
  };
}

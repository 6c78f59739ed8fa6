import type { NodeRedProcess, Shot } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import { openDialog, setTrayWidth } from '../editor/node-dialog.ts';

export interface Setting {
  readonly theme?: Shot['theme'];
  readonly language?: Shot['language'];
  /** Height of the window in pixels: no more than what is to be seen needs. */
  readonly height?: number;
  /** Width of the tray in pixels, where it is not the one that Node-RED gives it. */
  readonly tray?: number;
}

export type Bring = (page: Page, setting: Setting, nodeRed: NodeRedProcess) => Promise<Locator | undefined>;

/** A picture in a window that is no higher than what is to be seen needs. */
export function shot(name: string, caption: string, setting: Setting, bring: Bring): Shot {
  const { theme = 'light', language = 'en-US', height = 760, tray } = setting;
  return {
    name,
    caption,
    theme,
    language,
    width: tray ?? 1280,
    async prepare(page, nodeRed) {
      await page.setViewportSize({ width: 1280, height });
      return bring(page, setting, nodeRed);
    },
  };
}

/** What lies behind the dialogs only distracts from them. */
const hideCanvas = (page: Page): Promise<unknown> =>
  page.addStyleTag({
    content: '#red-ui-workspace-chart > svg, #red-ui-sidebar-left { visibility: hidden; }',
  });

/** The dialog of a node, after something was done in it. */
export const dialog =
  (id: string, then?: (form: Locator, page: Page) => Promise<Locator | undefined>): Bring =>
  async (page, { tray: width }) => {
    await hideCanvas(page);
    const form = await openDialog(page, id);
    if (width !== undefined) await setTrayWidth(page, width);
    const seen = await then?.(form, page);
    if (seen) return seen;
    // What is being typed stays out of the picture's way.
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    return page.locator('.red-ui-tray').last();
  };

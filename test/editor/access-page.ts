import type { EditorOptions, NodeRedProcess, Skippable } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import { openSidebarPage, type SidebarPage, settled, shownSection } from './sidebar-page.ts';

/** The access sidebar as a person meets it. */
export interface AccessPage extends SidebarPage {
  readonly tray: Locator;
  /** The button that does what the tray is for. */
  readonly primary: Locator;
  /** Shows one kind of things: `roles`, `people` … */
  show(kind: string): Promise<void>;
  /** Opens the row with this title and waits until its tray stands. */
  open(kind: string, title: string): Promise<Locator>;
  /** Opens what the menu offers. */
  choose(name: string): Promise<Locator>;
}

/** Opens the editor with the access sidebar in front. */
export async function openAccess(
  context: Skippable,
  nodeRed: NodeRedProcess,
  options: EditorOptions = {},
): Promise<AccessPage> {
  const opened = await openSidebarPage('access', context, nodeRed, options);
  const { page, section, rows } = opened;
  const tray = page.locator('.mw-tray').last();
  const show = async (kind: string): Promise<void> => {
    await section.locator('.mw-toolbar-filters-button').click();
    await section.locator('.mw-toolbar-filters select').selectOption(kind);
    await page.keyboard.press('Escape');
  };
  return {
    ...opened,
    tray,
    primary: page.locator('#mw-tray-primary').last(),
    show,
    async open(kind, title) {
      await show(kind);
      await rows
        .filter({ has: page.getByText(title, { exact: true }) })
        .first()
        .click();
      return settled(page, tray);
    },
    async choose(name) {
      await section.getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name }).click();
      return settled(page, tray);
    },
  };
}

/** The sidebar of a page that is loaded, in front. */
export const accessSection = (page: Page): Promise<Locator> => shownSection(page, 'access');

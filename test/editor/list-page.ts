import type { EditorOptions, NodeRedProcess, Skippable } from '@millwright/testing';
import type { Locator } from 'playwright-core';
import { openSidebarPage, type SidebarPage, settled } from './sidebar-page.ts';

/** A sidebar with a list whose rows open trays, as a person meets it. */
export interface ListPage extends SidebarPage {
  readonly chips: Locator;
  /** The one that lies on top. */
  readonly tray: Locator;
  readonly primary: Locator;
  /** The rows that say this. */
  row(text: string | RegExp): Locator;
  /** Opens the first that says this, and waits for all of it. */
  open(text: string | RegExp): Promise<Locator>;
  /** Opens what the menu offers. */
  choose(name: string | RegExp): Promise<Locator>;
  /** Waits until the tray has stopped moving. */
  settled(): Promise<Locator>;
  closeTray(): Promise<void>;
}

/** Opens the editor with the sidebar of an area in front. */
export async function openListPage(
  area: 'audit' | 'fleet',
  context: Skippable,
  nodeRed: NodeRedProcess,
  options: EditorOptions = {},
): Promise<ListPage> {
  const opened = await openSidebarPage(area, context, nodeRed, options);
  const { page, section, rows } = opened;
  const tray = page.locator('.mw-tray').last();
  const row = (text: string | RegExp): Locator => rows.filter({ hasText: text });
  const settledTray = (): Promise<Locator> => settled(page, tray);
  return {
    ...opened,
    chips: section.locator('.mw-chips button'),
    tray,
    primary: page.locator('#mw-tray-primary').last(),
    row,
    async open(text) {
      await row(text).first().click();
      await tray.locator('dl').first().waitFor();
      return settledTray();
    },
    async choose(name) {
      await section.locator('.mw-toolbar-menu-button').click();
      await page.getByRole('menuitem', { name }).click();
      return settledTray();
    },
    settled: settledTray,
    async closeTray() {
      await page.keyboard.press('Escape');
      await page.locator('.mw-tray').waitFor({ state: 'detached' });
    },
  };
}

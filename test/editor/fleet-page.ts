import type { EditorOptions, NodeRedProcess, Skippable } from '@millwright/testing';
import type { Locator } from 'playwright-core';
import { openSidebarPage, type SidebarPage, settled } from './sidebar-page.ts';

/** The fleet sidebar as a person meets it. */
export interface FleetPage extends SidebarPage {
  /** The one that lies on top. */
  readonly tray: Locator;
  readonly primary: Locator;
  /** The devices whose row says this. */
  row(text: string | RegExp): Locator;
  /** Opens what the menu offers. */
  choose(name: string | RegExp): Promise<Locator>;
  /** Opens the device whose row says this, and waits for all of it. */
  open(text: string | RegExp): Promise<Locator>;
  /** Waits until the tray has stopped moving. */
  settled(): Promise<Locator>;
  closeTray(): Promise<void>;
}

/** Opens the editor with the fleet sidebar in front. */
export async function openFleet(
  context: Skippable,
  nodeRed: NodeRedProcess,
  options: EditorOptions = {},
): Promise<FleetPage> {
  const opened = await openSidebarPage('fleet', context, nodeRed, options);
  const { page, section, rows } = opened;
  const tray = page.locator('.mw-tray').last();
  const row = (text: string | RegExp): Locator => rows.filter({ hasText: text });
  const settledTray = (): Promise<Locator> => settled(page, tray);
  return {
    ...opened,
    tray,
    primary: page.locator('#mw-tray-primary').last(),
    row,
    async choose(name) {
      await section.locator('.mw-toolbar-menu-button').click();
      await page.getByRole('menuitem', { name }).click();
      return settledTray();
    },
    async open(text) {
      await row(text).first().click();
      await tray.locator('dl').first().waitFor();
      return settledTray();
    },
    settled: settledTray,
    async closeTray() {
      await page.keyboard.press('Escape');
      await page.locator('.mw-tray').waitFor({ state: 'detached' });
    },
  };
}

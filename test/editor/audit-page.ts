import type { EditorOptions, NodeRedProcess, Skippable } from '@millwright/testing';
import type { Locator } from 'playwright-core';
import { openSidebarPage, type SidebarPage, settled } from './sidebar-page.ts';

/** The audit sidebar as a person meets it. */
export interface AuditPage extends SidebarPage {
  readonly chips: Locator;
  readonly tray: Locator;
  readonly primary: Locator;
  /** The rows that say this. */
  row(text: string | RegExp): Locator;
  /** Opens the newest event whose row says this, and waits for all of it. */
  open(text: string | RegExp): Promise<Locator>;
  /** Opens what the menu offers. */
  choose(name: string): Promise<Locator>;
  /** Waits until the tray has stopped moving. */
  settled(): Promise<Locator>;
  closeTray(): Promise<void>;
}

/** Opens the editor with the audit sidebar in front. */
export async function openAudit(
  context: Skippable,
  nodeRed: NodeRedProcess,
  options: EditorOptions = {},
): Promise<AuditPage> {
  const opened = await openSidebarPage('audit', context, nodeRed, options);
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
      await section.getByRole('button', { name: 'More' }).click();
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

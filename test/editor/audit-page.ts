import {
  type EditorOptions,
  type EditorPage,
  type NodeRedProcess,
  openEditor,
  type Skippable,
} from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';

interface EditorWindow {
  readonly RED: { readonly sidebar: { show(id: string): void } };
}

/** The audit sidebar as a person meets it. */
export interface AuditPage {
  readonly page: Page;
  readonly editor: EditorPage;
  readonly section: Locator;
  readonly rows: Locator;
  readonly chips: Locator;
  readonly tray: Locator;
  readonly primary: Locator;
  readonly notices: Locator;
  /** The rows that say this. */
  row(text: string | RegExp): Locator;
  /** Opens the newest event whose row says this, and waits for all of it. */
  open(text: string | RegExp): Promise<Locator>;
  /** Opens what the menu offers. */
  choose(name: string): Promise<Locator>;
  /** Waits until the tray has stopped moving. */
  settled(): Promise<Locator>;
  closeTray(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the editor with the audit sidebar in front. */
export async function openAudit(
  context: Skippable,
  nodeRed: NodeRedProcess,
  options: EditorOptions = {},
): Promise<AuditPage> {
  const editor = await openEditor(context, nodeRed, options);
  const { page } = editor;
  const section = page.locator('#millwright-audit-sidebar');
  await section.waitFor({ state: 'attached' });
  await page.evaluate(() => (globalThis as unknown as EditorWindow).RED.sidebar.show('millwright-audit'));
  await section.waitFor();
  const tray = page.locator('.mw-tray').last();
  const rows = section.locator('.mw-list').getByRole('option');
  const row = (text: string | RegExp): Locator => rows.filter({ hasText: text });
  const settled = async (): Promise<Locator> => {
    await tray.waitFor();
    await page.waitForFunction(() => {
      const trays = [...document.querySelectorAll<HTMLElement>('.red-ui-tray')];
      return trays.every((element) => element.getAnimations().length === 0 && element.offsetLeft <= 0);
    });
    return tray;
  };
  return {
    page,
    editor,
    section,
    rows,
    chips: section.locator('.mw-chips button'),
    tray,
    primary: page.locator('#mw-tray-primary').last(),
    notices: page.locator('.red-ui-notification'),
    row,
    async open(text) {
      await row(text).first().click();
      await tray.locator('dl').first().waitFor();
      return settled();
    },
    async choose(name) {
      await section.getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name }).click();
      return settled();
    },
    settled,
    async closeTray() {
      await page.keyboard.press('Escape');
      await page.locator('.mw-tray').waitFor({ state: 'detached' });
    },
    close: () => editor.close(),
  };
}

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

/** The access sidebar as a person meets it. */
export interface AccessPage {
  readonly page: Page;
  readonly editor: EditorPage;
  readonly section: Locator;
  readonly rows: Locator;
  readonly tray: Locator;
  /** The button that does what the tray is for. */
  readonly primary: Locator;
  readonly notices: Locator;
  /** Shows one kind of things: `roles`, `people` … */
  show(kind: string): Promise<void>;
  /** Opens the row with this title and waits until its tray stands. */
  open(kind: string, title: string): Promise<Locator>;
  /** Opens what the menu offers. */
  choose(name: string): Promise<Locator>;
  close(): Promise<void>;
}

/** Opens the editor with the access sidebar in front. */
export async function openAccess(
  context: Skippable,
  nodeRed: NodeRedProcess,
  options: EditorOptions = {},
): Promise<AccessPage> {
  const editor = await openEditor(context, nodeRed, options);
  const { page } = editor;
  const section = await accessSection(page);
  const tray = page.locator('.mw-tray').last();
  const rows = section.locator('.mw-list').getByRole('option');
  const settled = async (): Promise<Locator> => {
    await tray.waitFor();
    await page.waitForFunction(() => {
      const trays = [...document.querySelectorAll<HTMLElement>('.red-ui-tray')];
      return trays.every((element) => element.getAnimations().length === 0 && element.offsetLeft <= 0);
    });
    return tray;
  };
  const show = async (kind: string): Promise<void> => {
    await section.locator('.mw-toolbar-filters-button').click();
    await section.locator('.mw-toolbar-filters select').selectOption(kind);
    await page.keyboard.press('Escape');
  };
  return {
    page,
    editor,
    section,
    rows,
    tray,
    primary: page.locator('#mw-tray-primary').last(),
    notices: page.locator('.red-ui-notification'),
    show,
    async open(kind, title) {
      await show(kind);
      await rows
        .filter({ has: page.getByText(title, { exact: true }) })
        .first()
        .click();
      return settled();
    },
    async choose(name) {
      await section.getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name }).click();
      return settled();
    },
    close: () => editor.close(),
  };
}

/** The sidebar of a page that is loaded, in front. */
export async function accessSection(page: Page): Promise<Locator> {
  const section = page.locator('#millwright-access-sidebar');
  await section.waitFor({ state: 'attached' });
  await page.evaluate(() => (globalThis as unknown as EditorWindow).RED.sidebar.show('millwright-access'));
  await section.waitFor();
  return section;
}
